import type { BitRange, Field } from './field.js';
import type { MessageShape, Part } from './message-shape.js';

/** A field of a payload as help texts tell of it. */
export interface OutlineField {
  readonly name: string;
  /** From the start of the payload, or of the list's element that it is in; null behind a list, whose length varies. */
  readonly offsetBytes: number | null;
  /** Null for bytes to the end of the payload. Of a list it is the size of one element. */
  readonly sizeBytes: number | null;
  /** `u32`, `uuid`, `bits`, `bytes`, `text`, `record`, `reserved`, `list`, or `list of 4` where the length is fixed. */
  readonly type: string;
  /** Whether written traces and decoded payloads leave it out: reserved bytes, and counts of lists. */
  readonly isHidden?: true;
  /** The list whose elements it counts. */
  readonly counts?: string;
  /** Set where shorter payloads leave the field out. */
  readonly isOptional?: true;
  /** The record type that has the field; absent where all have. */
  readonly when?: string;
  /** The names of its values: numbers, or UUIDs. */
  readonly values?: Readonly<Record<string, number | string>>;
  readonly bits?: readonly BitRange[];
  /** What it consists of: of a list, one element. */
  readonly fields?: readonly OutlineField[];
}

/** Every field of a payload, hidden ones too, in the order of its bytes. */
export function outlineOf(shape: MessageShape): readonly OutlineField[] {
  const { headPart, list, trailerPart, optionalPart, rest, sizeBytes } = shape;
  const headBytes = headPart.struct.sizeBytes;
  const fields = headPart.entries.map(({ name, field, offsetBytes }) => ({
    ...described(name, field, offsetBytes),
    ...(name === list?.countName && { counts: list.name }),
  }));
  const behind = (tail: Part | undefined, isOptional: boolean): readonly OutlineField[] =>
    (tail?.entries ?? []).map(({ name, field, offsetBytes }) => ({
      ...described(name, field, list === undefined ? headBytes + offsetBytes : null),
      ...(isOptional && { isOptional: true as const }),
    }));
  return [
    ...fields,
    ...(list === undefined ? [] : [listOf(list.name, list.element, headBytes)]),
    ...behind(trailerPart, false),
    ...behind(optionalPart, true),
    ...(rest === undefined ? [] : [{ name: rest, offsetBytes: sizeBytes, sizeBytes: null, type: 'bytes' }]),
  ];
}

const listOf = (name: string, element: Field<unknown>, offsetBytes: number): OutlineField => ({
  ...described(name, element, offsetBytes, 0),
  type: 'list',
});

/** A field at its place; the offsets of what it consists of count from `innerFrom`. */
function described(
  name: string,
  field: Field<unknown>,
  offsetBytes: number | null,
  innerFrom = offsetBytes,
): OutlineField {
  const { sizeBytes, spelling, hidden } = field;
  if (spelling?.kind === 'list')
    return { ...listOf(name, spelling.element, offsetBytes ?? 0), type: `list of ${spelling.countMax}` };
  const fields = (field.inner?.() ?? []).map((inner) => ({
    ...described(inner.name, inner.field, innerFrom === null ? null : innerFrom + inner.offsetBytes),
    ...(inner.when !== undefined && { when: inner.when }),
  }));
  return {
    name,
    offsetBytes,
    sizeBytes,
    type: typeOf(field),
    ...(hidden && { isHidden: true as const }),
    ...(spelling?.kind === 'name' && { values: spelling.values }),
    ...(spelling?.kind === 'flags' && { bits: spelling.ranges }),
    ...(fields.length > 0 && { fields }),
  };
}

function typeOf(field: Field<unknown>): string {
  const { spelling } = field;
  if (field.inner !== undefined) return 'record';
  if (spelling === undefined) return field.describe;
  const plain = spelling.kind === 'name' ? spelling.other : spelling;
  if (plain.kind === 'integer') {
    const integer = `${plain.isSigned ? 'i' : 'u'}${plain.bits}`;
    // An integer that is told in parts.
    return field.members() === null ? integer : `${integer}: ${field.describe}`;
  }
  return plain.kind === 'flags' ? 'bits' : plain.kind;
}
