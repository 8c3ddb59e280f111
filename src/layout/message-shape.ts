import type { SpecRef } from '../base/spec.js';
import type { Field } from './field.js';
import { type Entry, type Facts, type Fields, layOut, type Struct, struct } from './struct.js';

export interface List {
  readonly name: string;
  readonly element: Field<unknown>;
  readonly countName: string;
}

export interface Parts {
  readonly facts: Facts;
  readonly head: Fields;
  readonly list?: List;
  readonly trailer?: Fields;
  readonly optional?: Fields;
  readonly rest?: string;
}

export interface Part {
  readonly struct: Struct<Record<string, unknown>>;
  readonly entries: readonly Entry[];
}

/** Head, trailer or optional tail of a payload. */
export function part(spec: SpecRef, fields: Fields): Part {
  const entries = layOut(fields);
  const sizeBytes = entries.reduce((sum, { field }) => sum + field.sizeBytes, 0);
  const layout = struct({ spec, sizeBytes }, fields) as Struct<Record<string, unknown>>;
  return { struct: layout, entries };
}

/** What the parts of a payload are, worked out once. */
export interface MessageShape extends Parts {
  readonly spec: SpecRef;
  readonly headPart: Part;
  readonly trailerPart: Part | undefined;
  readonly optionalPart: Part | undefined;
  readonly sizeBytes: number;
  /** The field of the head that counts the list. */
  readonly countEntry: Entry | undefined;
}

/** The count that the head of a payload states for the list; 0 where there is no list. */
export function statedCount({ countEntry: entry }: MessageShape, payload: Uint8Array): number {
  if (entry === undefined) return 0;
  let count = 0;
  for (let index = entry.field.sizeBytes - 1; index >= 0; index--)
    count = count * 256 + (payload[entry.offsetBytes + index] ?? 0);
  return count;
}

/** How many whole elements are there: what is stated, or fewer where the bytes end before. */
export function elementsPresent(shape: MessageShape, payload: Uint8Array): number {
  if (!shape.list) return 0;
  const room = Math.floor((payload.length - shape.sizeBytes) / shape.list.element.sizeBytes);
  return Math.max(0, Math.min(statedCount(shape, payload), room));
}
