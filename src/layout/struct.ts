import { Parser } from 'binary-parser';
import { assert } from '../base/assert.js';
import { didYouMean } from '../base/nearest.js';
import type { SpecRef } from '../base/spec.js';
import { type Field, type InnerField, joinPath, type Leaf, type Report, type ValueOf } from './field.js';
import { rootParser } from './root-parser.js';

export type Fields = Readonly<Record<string, Field<unknown>>>;

/** The names of the fields that are part of the value. */
type Shown<F extends Fields> = {
  [K in keyof F]: F[K] extends { readonly hidden: true } ? never : ValueOf<F[K]> extends undefined ? never : K;
}[keyof F];

/** The shown names that a value may leave out. */
type Optional<F extends Fields> = { [K in Shown<F>]: undefined extends ValueOf<F[K]> ? K : never }[Shown<F>];

/** The value of a set of fields: every shown field, read-only; one whose value may be undefined may be left out. */
export type FieldValues<F extends Fields> = { readonly [K in Exclude<Shown<F>, Optional<F>>]: ValueOf<F[K]> } & {
  readonly [K in Optional<F>]?: Exclude<ValueOf<F[K]>, undefined>;
};

/** What the author declares about a layout and the loader checks. */
export interface Facts {
  readonly spec: SpecRef;
  readonly sizeBytes: number;
}

export interface Struct<V> extends Field<V> {
  readonly spec: SpecRef;
  /** The value of bytes that begin with this struct. */
  read(data: Uint8Array): V;
  readonly fields: Fields;
}

/** A fixed sequence of fields; `facts.sizeBytes` is checked when the module loads. */
export function struct<F extends Fields>(facts: Facts, fields: F): Struct<FieldValues<F>> {
  const entries = layOut(fields);
  const sizeBytes = entries.reduce((sum, entry) => sum + entry.field.sizeBytes, 0);
  assert(
    sizeBytes === facts.sizeBytes,
    `${facts.spec.title}: fields sum to ${facts.sizeBytes} bytes, not ${sizeBytes}`,
  );
  const shown = entries.filter((entry) => entry.field.hidden !== true);
  // Parsers are built on first use.
  let built: Parser | null = null;
  const parser = (): Parser => {
    built ??= entries.reduce((sum, { name, field }) => field.addTo(sum, name), new Parser());
    return built;
  };
  const fromRaw = (raw: Readonly<Record<string, unknown>>): FieldValues<F> => {
    const value: Record<string, unknown> = {};
    for (const { name, field } of shown) {
      const part = field.fromRaw(raw[name]);
      if (part !== undefined) value[name] = part;
    }
    return value as FieldValues<F>;
  };
  let whole: Parser | null = null;
  return {
    spec: facts.spec,
    fields,
    sizeBytes,
    describe: facts.spec.title,
    read: (data) => {
      if (entries.length === 0) return {} as FieldValues<F>;
      whole ??= rootParser().nest('v', { type: parser() });
      return fromRaw(whole.parse(data).v);
    },
    absent: absentValues(shown) as FieldValues<F>,
    addTo: (outer, name) => outer.nest(name, { type: parser() }),
    fromRaw,
    write: (view, at, value) => {
      for (const { name, field, offsetBytes } of shown)
        field.write(view, at + offsetBytes, (value as Readonly<Record<string, unknown>>)[name]);
    },
    fromWritten: (written, path, report) => readFields(shown, written, path, report) as FieldValues<F>,
    leaves: (data) => leavesOf(entries, data),
    members: () => Object.fromEntries(shown.map(({ name, field }) => [name, field])),
    inner: () => entries,
    oddities: (data, path) =>
      entries.flatMap(({ name, field, offsetBytes }) =>
        field.oddities(data.subarray(offsetBytes, offsetBytes + field.sizeBytes), joinPath(path, name)),
      ),
  };
}

/** What the fields read as where nothing is written. */
const absentValues = (entries: readonly Entry[]): Record<string, unknown> =>
  Object.fromEntries(
    entries.flatMap(({ name, field }) => (field.absent === undefined ? [] : [[name, field.absent] as const])),
  );

export type Entry = Omit<InnerField, 'when'>;

/** The fields with their offsets, in order. */
export function layOut(fields: Fields): readonly Entry[] {
  let offsetBytes = 0;
  return Object.entries(fields).map(([name, field]) => {
    const entry = { name, field, offsetBytes };
    offsetBytes += field.sizeBytes;
    return entry;
  });
}

function leavesOf(entries: readonly Entry[], data: Uint8Array): Leaf[] {
  return entries.flatMap(({ name, field, offsetBytes }) =>
    field.leaves(data.subarray(offsetBytes, offsetBytes + field.sizeBytes)).map((leaf) => ({
      path: joinPath(name, leaf.path),
      offsetBytes: offsetBytes + leaf.offsetBytes,
      sizeBytes: leaf.sizeBytes,
    })),
  );
}

/** Reads the named fields of a written value; what is left out reads as absent, what is unknown is reported. */
export function readFields(entries: readonly Entry[], written: unknown, path: string, report: Report): unknown {
  const value = absentValues(entries);
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    report(path, `expected fields: ${entries.map(({ name }) => name).join(', ')}`);
    return value;
  }
  for (const [name, part] of Object.entries(written)) {
    const entry = entries.find((candidate) => candidate.name === name);
    const at = joinPath(path, name);
    if (entry === undefined)
      report(
        at,
        unknownField(
          name,
          entries.map((candidate) => candidate.name),
        ),
      );
    else value[name] = entry.field.fromWritten(part, at, report);
  }
  return value;
}

export function unknownField(name: string, known: readonly string[]): string {
  return `unknown field "${name}"${didYouMean(name, known)}; expected ${known.join(', ') || 'no field'}`;
}
