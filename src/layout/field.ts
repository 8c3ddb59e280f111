import type { Parser } from 'binary-parser';

/** A stretch of a layout that has one name: what a byte offset is called in a report. */
export interface Leaf {
  readonly path: string;
  readonly offsetBytes: number;
  readonly sizeBytes: number;
}

/** What a written value means as a field, with what is wrong about it. */
export type Report = (path: string, message: string) => void;

/** How people write a field's value, for schemas: what `fromWritten` takes, as far as it can be said in data. */
export type Spelling =
  | { readonly kind: 'integer'; readonly bits: number; readonly isSigned?: true }
  | { readonly kind: 'name'; readonly values: Readonly<Record<string, number | string>>; readonly other: Spelling }
  | { readonly kind: 'flags'; readonly bits: number; readonly ranges: readonly BitRange[] }
  | { readonly kind: 'list'; readonly element: Field<unknown>; readonly countMax: number }
  | { readonly kind: 'uuid' | 'bytes' | 'text' };

/** Named bits of an integer: `low` is the lowest of them, counted from 0. */
export interface BitRange {
  readonly name: string;
  readonly low: number;
  readonly width: number;
}

/** A field within another, hidden ones too, with its place there. */
export interface InnerField {
  readonly name: string;
  readonly field: Field<unknown>;
  readonly offsetBytes: number;
  /** The record type that has it; absent where all have. */
  readonly when?: string;
}

/**
 * One fixed-size piece of a wire layout. Both directions stand side by side, so they cannot drift;
 * decoding goes through binary-parser (`addTo`), whose raw value `fromRaw` turns into ours.
 */
export interface Field<T> {
  readonly sizeBytes: number;
  /** Occupies bytes, absent from the value: reserved bytes, counts of the list that follows. */
  readonly hidden?: true;
  /** What the field reads as where a written trace leaves it out. */
  readonly absent: T;
  /** For help texts: `u32`, `name of: add-capacity, …`. */
  readonly describe: string;
  /** Absent where the members say it, or nothing does. */
  readonly spelling?: Spelling;
  addTo(parser: Parser, name: string): Parser;
  // binary-parser's raw values are untyped by nature.
  // biome-ignore lint/suspicious/noExplicitAny: as above
  fromRaw(raw: any): T;
  write(view: DataView, offsetBytes: number, value: T): void;
  /** Reads the value as a person wrote it (names, sizes, hex), reporting what cannot be meant. */
  fromWritten(written: unknown, path: string, report: Report): T;
  /** The named stretches within, relative to the field's start; for variants they depend on the bytes. */
  leaves(bytes: Uint8Array): readonly Leaf[];
  /** The names that may stand below this one in a written value, where it matters in this one; null for a plain value. */
  members(written?: unknown): Readonly<Record<string, Field<unknown>>> | null;
  /** What the field consists of, in the order of the bytes, for those who describe it; absent for a plain value. */
  inner?(): readonly InnerField[];
  /** Bits or bytes that must be zero and are not, as paths. */
  oddities(bytes: Uint8Array, path: string): readonly string[];
}

/** The value type of a field. */
export type ValueOf<F> = F extends Field<infer T> ? T : never;

/** What most fields share: one leaf, no members, nothing odd. */
export function plain<T>(
  parts: Pick<
    Field<T>,
    'sizeBytes' | 'absent' | 'describe' | 'spelling' | 'addTo' | 'fromRaw' | 'write' | 'fromWritten'
  >,
): Field<T> {
  return {
    ...parts,
    leaves: () => [{ path: '', offsetBytes: 0, sizeBytes: parts.sizeBytes }],
    members: () => null,
    oddities: () => [],
  };
}

/** `a.b`, where either may be empty and `b` may be an index like `[3]`. */
export function joinPath(base: string, name: string): string {
  if (base === '' || name === '') return base + name;
  return name.startsWith('[') ? base + name : `${base}.${name}`;
}
