import { assert } from '../base/assert.js';
import { didYouMean } from '../base/nearest.js';
import { bytes } from './bytes.js';
import { type Field, type InnerField, plain, type Report, type ValueOf } from './field.js';
import { type Facts, layOut, readFields, type Struct, struct, unknownField } from './struct.js';
import { uuidBytes, uuidText } from './uuid.js';

/** One shape that a variant's body can have, chosen by the UUID in front. */
export interface Shape {
  readonly uuid: string;
  readonly body: Struct<unknown>;
}

type Shapes = Readonly<Record<string, Shape>>;

type VariantValue<H, S extends Readonly<Record<string, Shape>>> =
  | { [K in keyof S & string]: { readonly recordType: K } & H & ValueOf<S[K]['body']> }[keyof S & string]
  | ({ readonly recordType: string & {} } & H & { readonly data: Uint8Array });

/**
 * A record that begins with a UUID, then a common header, then a body whose layout the UUID chooses. The value is one
 * flat object with the shape's name as `recordType`; an unknown UUID stays as text and its body as bytes.
 */
export function variant<H extends object, const S extends Readonly<Record<string, Shape>>>(
  facts: Facts,
  header: Struct<H>,
  shapes: S,
): Field<VariantValue<H, S>> {
  const bodyOffset = 16 + header.sizeBytes;
  const bodySize = facts.sizeBytes - bodyOffset;
  assert(facts.sizeBytes % 4 === 0, `${facts.spec.title}: a record is whole words, not ${facts.sizeBytes} bytes`);
  for (const [name, { body }] of Object.entries(shapes))
    assert(body.sizeBytes === bodySize, `${name}: the body fills ${bodySize} bytes, not ${body.sizeBytes}`);
  const opaque = struct({ spec: facts.spec, sizeBytes: bodySize }, { data: bytes(bodySize) });
  const idOf = new Map(Object.entries(shapes).map(([name, shape]) => [name, uuidBytes(shape.uuid) as Uint8Array]));
  // A stored record never changes and is read again and again: its bytes are kept as long as it is.
  const kept = new WeakMap<object, DataView>();
  const bodyOf = (recordType: string): Struct<unknown> =>
    (Object.hasOwn(shapes, recordType) ? shapes[recordType]?.body : null) ?? opaque;
  const typeOf = (data: Uint8Array): string => {
    for (const [name, id] of idOf) if (id.every((byte, index) => byte === data[index])) return name;
    return uuidText(data.subarray(0, 16));
  };
  const common = { recordType: recordTypeField(shapes), ...header.members() };
  const everyMember = { ...common, ...opaque.members() };
  for (const { body } of Object.values<Shape>(shapes)) Object.assign(everyMember, body.members());

  return {
    sizeBytes: facts.sizeBytes,
    describe: facts.spec.title,
    absent: absentOf(header, shapes) as VariantValue<H, S>,
    addTo: (parser, name) => parser.buffer(name, { length: facts.sizeBytes }),
    fromRaw: (raw: Uint8Array) => {
      const recordType = typeOf(raw);
      const body = bodyOf(recordType);
      return {
        recordType,
        ...header.read(raw.subarray(16, bodyOffset)),
        ...(body.read(raw.subarray(bodyOffset)) as object),
      } as VariantValue<H, S>;
    },
    write: (view, at, value) => {
      let record = kept.get(value);
      if (record === undefined) {
        const whole = new Uint8Array(facts.sizeBytes);
        record = new DataView(whole.buffer);
        whole.set(idOf.get(value.recordType) ?? uuidBytes(value.recordType) ?? []);
        header.write(record, 16, value);
        bodyOf(value.recordType).write(record, bodyOffset, value);
        kept.set(value, record);
      }
      // Word by word: a typed array to copy into costs more than the copying.
      for (let index = 0; index < facts.sizeBytes; index += 4) view.setUint32(at + index, record.getUint32(index));
    },
    fromWritten: (written, path, report) =>
      readVariant(shapes, header, bodyOf, written, path, report) as VariantValue<H, S>,
    leaves: (data) => [
      { path: 'recordType', offsetBytes: 0, sizeBytes: 16 },
      ...shifted(header, data.subarray(16, bodyOffset), 16),
      ...shifted(bodyOf(typeOf(data)), data.subarray(bodyOffset), bodyOffset),
    ],
    members: (written) => {
      const type = (written as { readonly recordType?: unknown } | null | undefined)?.recordType;
      return typeof type === 'string' ? { ...common, ...bodyOf(type).members() } : everyMember;
    },
    inner: () => innerOf(common.recordType, header, shapes),
    oddities: (data, path) => [
      ...header.oddities(data.subarray(16, bodyOffset), path),
      ...bodyOf(typeOf(data)).oddities(data.subarray(bodyOffset, facts.sizeBytes), path),
    ],
  };
}

/** A record of the first type in which nothing is said. */
const absentOf = (header: Struct<object>, shapes: Shapes): object => ({
  recordType: Object.keys(shapes)[0],
  ...header.absent,
  ...(Object.values(shapes)[0]?.body.absent as object),
});

/** The type, the header, and the bodies one after the other, each with its type. */
const innerOf = (recordType: Field<string>, header: Struct<object>, shapes: Shapes): readonly InnerField[] => [
  { name: 'recordType', field: recordType, offsetBytes: 0 },
  ...placed(header, 16),
  ...Object.entries(shapes).flatMap(([name, { body }]) => placed(body, 16 + header.sizeBytes, name)),
];

/** The record's type as people write it: a shape's name, or the UUID of an unknown one. */
function recordTypeField(shapes: Shapes): Field<string> {
  const names = Object.keys(shapes);
  return plain<string>({
    sizeBytes: 16,
    absent: names[0] ?? '',
    describe: `one of ${names.join(', ')}, or a UUID`,
    spelling: {
      kind: 'name',
      values: Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, shape.uuid])),
      other: { kind: 'uuid' },
    },
    addTo: (parser, name) => parser.buffer(name, { length: 16 }),
    fromRaw: uuidText,
    write: () => undefined,
    fromWritten: (written, path, report) => {
      const text = String(written);
      if (!names.includes(text) && uuidBytes(text) === null)
        report(path, `unknown name "${text}"${didYouMean(text, names)}; expected ${names.join(', ')} or a UUID`);
      return text;
    },
  });
}

const shifted = (part: Struct<unknown>, data: Uint8Array, by: number) =>
  part.leaves(data).map((leaf) => ({ ...leaf, offsetBytes: leaf.offsetBytes + by }));

/** The fields of a part that begins at `by`, and the record type that has them. */
const placed = (part: Struct<unknown>, by: number, when?: string): readonly InnerField[] =>
  (part.inner?.() ?? []).map(({ offsetBytes, ...rest }) => ({
    ...rest,
    offsetBytes: offsetBytes + by,
    ...(when !== undefined && { when }),
  }));

/** Reads a written record: its type chooses which fields may stand in it. */
function readVariant(
  shapes: Readonly<Record<string, Shape>>,
  header: Struct<object>,
  bodyOf: (recordType: string) => Struct<unknown>,
  written: unknown,
  path: string,
  report: Report,
): unknown {
  const { recordType, ...rest } = (written ?? {}) as Record<string, unknown>;
  const body = bodyOf(String(recordType));
  const known = Object.keys({ ...header.members(), ...body.members() });
  if (shapes[String(recordType)] === undefined && uuidBytes(String(recordType)) === null)
    report(`${path}.recordType`, `expected ${Object.keys(shapes).join(', ')} or a UUID`);
  for (const name of Object.keys(rest)) if (!known.includes(name)) report(`${path}.${name}`, unknownField(name, known));
  const pick = (part: Struct<unknown>) =>
    readFields(
      layOut(part.members() as Struct<unknown>['fields']),
      Object.fromEntries(Object.entries(rest).filter(([name]) => name in (part.members() ?? {}))),
      path,
      report,
    );
  return { recordType, ...(pick(header) as object), ...(pick(body) as object) };
}
