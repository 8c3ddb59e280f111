import { assert } from '../base/assert.js';
import type { SpecRef } from '../base/spec.js';
import type { Field, Leaf, Report } from './field.js';
import { decode, encode } from './message-codec.js';
import { locate, type Oddity, oddities } from './message-inspect.js';
import { type List, type MessageShape, type Parts, part, statedCount } from './message-shape.js';
import { fromWritten, membersOf } from './message-written.js';
import { type OutlineField, outlineOf } from './outline.js';
import type { Facts, Fields, FieldValues } from './struct.js';

/** A whole payload: a fixed head, then nothing, a counted list (and a trailer), an optional tail, or raw bytes. */
export interface Message<V> {
  readonly spec: SpecRef;
  /** The size of a payload with an empty tail. */
  readonly sizeBytes: number;
  /** True where every payload of this layout has `sizeBytes`. */
  readonly isFixed: boolean;
  /** Whether a payload of this many bytes is whole. */
  accepts(lengthBytes: number): boolean;
  /** The value, or null where the payload is too short; bytes behind it are not looked at. */
  decode(payload: Uint8Array): V | null;
  encode(value: V): Uint8Array;
  /** The count that the payload states for its list, which the bytes need not bear out; 0 where it has no list. */
  statedCount(payload: Uint8Array): number;
  /** The field at a byte offset, as in `extents[3].tag`. */
  locate(payload: Uint8Array, offsetBytes: number): Leaf;
  oddities(payload: Uint8Array): readonly Oddity[];
  fromWritten(written: unknown, report: Report): V;
  /** The names that may stand in a written value. */
  members(): Readonly<Record<string, Field<unknown>>>;
  /** Every field with its place, for help texts. */
  outline(): readonly OutlineField[];
  /** The list's name, for progress and help texts. */
  readonly listName: string | null;
  /** The name of the field that counts the list's elements. */
  readonly countName: string | null;
  /** The name of the bytes without structure that a payload ends with, where it does. */
  readonly restName: string | null;
}

export type MessageValue<M> = M extends Message<infer V> ? V : never;

/** A payload of one size. */
export const fixed = <F extends Fields>(facts: Facts, head: F): Message<FieldValues<F>> => message({ facts, head });

/** The payload of a command that carries none. */
export const empty = (spec: SpecRef): Message<object> => message({ facts: { spec, sizeBytes: 0 }, head: {} });

/** A head, then as many elements as its field `countName` says, then a trailer. `facts.sizeBytes` is head and trailer. */
export const counted = <F extends Fields, const L extends string, E, T extends Fields = Record<never, never>>(
  facts: Facts,
  head: F,
  list: { readonly name: L; readonly element: Field<E>; readonly countName: keyof F & string },
  trailer?: T,
): Message<FieldValues<F> & { readonly [K in L]: readonly E[] } & FieldValues<T>> =>
  message({ facts, head, list: list as List, ...(trailer && { trailer }) });

/** A head, a counted list, then fields that follow where the payload has room for them. */
export const countedWithOptional = <F extends Fields, const L extends string, E, O extends Fields>(
  facts: Facts,
  head: F,
  list: { readonly name: L; readonly element: Field<E>; readonly countName: keyof F & string },
  optional: O,
): Message<FieldValues<F> & { readonly [K in L]: readonly E[] } & Partial<FieldValues<O>>> =>
  message({ facts, head, list: list as List, optional });

/** A head, then bytes without structure to the end of the payload. */
export const withRest = <F extends Fields, const R extends string>(
  facts: Facts,
  head: F,
  rest: R,
): Message<FieldValues<F> & { readonly [K in R]: Uint8Array }> => message({ facts, head, rest });

/** A head, then fields that an older or shorter payload leaves out. */
export const withOptional = <F extends Fields, O extends Fields>(
  facts: Facts,
  head: F,
  optional: O,
): Message<FieldValues<F> & Partial<FieldValues<O>>> => message({ facts, head, optional });

function message<V>(parts: Parts): Message<V> {
  const { spec } = parts.facts;
  const trailer = parts.trailer && part(spec, parts.trailer);
  const head = part(spec, parts.head);
  const optional = parts.optional && part(spec, parts.optional);
  const sizeBytes = head.struct.sizeBytes + (trailer?.struct.sizeBytes ?? 0);
  assert(
    sizeBytes === parts.facts.sizeBytes,
    `${spec.title}: fields sum to ${parts.facts.sizeBytes} bytes, not ${sizeBytes}`,
  );
  const shape: MessageShape = {
    ...parts,
    spec,
    headPart: head,
    trailerPart: trailer,
    optionalPart: optional,
    sizeBytes,
    countEntry: head.entries.find(({ name }) => name === parts.list?.countName),
  };
  const isFixed = !parts.list && !parts.rest && !parts.optional;
  return {
    spec,
    sizeBytes,
    isFixed,
    listName: parts.list?.name ?? null,
    countName: parts.list?.countName ?? null,
    restName: parts.rest ?? null,
    accepts: (length) => acceptsLength(shape, isFixed, length),
    decode: remembering((payload) => (payload.length < sizeBytes ? null : (decode(shape, payload) as V))),
    encode: (value) => encode(shape, value as Record<string, unknown>),
    statedCount: (payload) => statedCount(shape, payload),
    locate: (payload, at) => locate(shape, payload, at),
    oddities: (payload) => oddities(shape, payload),
    fromWritten: (written, report) => fromWritten(shape, written, report) as V,
    members: () => membersOf(shape),
    outline: () => outlineOf(shape),
  };
}

function acceptsLength(shape: MessageShape, isFixed: boolean, length: number): boolean {
  if (isFixed) return length === shape.sizeBytes;
  if (length < shape.sizeBytes) return false;
  if (shape.list) {
    const over = (length - shape.sizeBytes) % shape.list.element.sizeBytes;
    return over === 0 || over === shape.optionalPart?.struct.sizeBytes;
  }
  if (shape.optionalPart)
    return length === shape.sizeBytes || length === shape.sizeBytes + shape.optionalPart.struct.sizeBytes;
  return true;
}

/** Longer payloads repeat too seldom to be worth the comparison. */
const REMEMBERED_BYTES_MAX = 512;

/** Hosts ask the same again and again: the value of the payload before is given again for the same bytes. */
function remembering<V>(decodeAnew: (payload: Uint8Array) => V): (payload: Uint8Array) => V {
  // Copied, since a payload is a piece of a block that must not live as long as this.
  let bytes = new Uint8Array();
  let length = -1;
  let value: V;
  return (payload) => {
    if (payload.length === length && startsWith(bytes, payload)) return value;
    if (payload.length > REMEMBERED_BYTES_MAX) return decodeAnew(payload);
    if (payload.length > bytes.length) bytes = new Uint8Array(payload.length);
    bytes.set(payload);
    length = payload.length;
    value = decodeAnew(payload);
    return value;
  };
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  for (let index = 0; index < start.length; index++) if (bytes[index] !== start[index]) return false;
  return true;
}
