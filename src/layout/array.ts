import { Parser } from 'binary-parser';
import { type Field, joinPath } from './field.js';
import type { Struct } from './struct.js';

/** A fixed number of equal elements. */
export function array<T>(element: Field<T>, count: number): Field<readonly T[]> {
  const sizeBytes = element.sizeBytes * count;
  const slice = (data: Uint8Array, index: number): Uint8Array =>
    data.subarray(index * element.sizeBytes, (index + 1) * element.sizeBytes);
  const indices = Array.from({ length: count }, (_, index) => index);
  return {
    sizeBytes,
    describe: `a list of ${count}: ${element.describe}`,
    spelling: { kind: 'list', element, countMax: count },
    absent: indices.map(() => element.absent),
    addTo: (parser, name) => parser.array(name, { type: elementParser(element), length: count }),
    fromRaw: (raw: readonly { v: unknown }[]) => raw.map(({ v }) => element.fromRaw(v)),
    write: (view, at, value) => {
      for (const index of indices) element.write(view, at + index * element.sizeBytes, value[index] ?? element.absent);
    },
    fromWritten: (written, path, report) => {
      const given: readonly unknown[] = Array.isArray(written) ? written : [];
      if (!Array.isArray(written) || given.length > count) report(path, `expected a list of at most ${count}`);
      return indices.map((index) =>
        index < given.length ? element.fromWritten(given[index], joinPath(path, `[${index}]`), report) : element.absent,
      );
    },
    leaves: (data) =>
      indices.flatMap((index) =>
        element.leaves(slice(data, index)).map((leaf) => ({
          path: joinPath(`[${index}]`, leaf.path),
          offsetBytes: index * element.sizeBytes + leaf.offsetBytes,
          sizeBytes: leaf.sizeBytes,
        })),
      ),
    members: (written) => element.members(written),
    oddities: (data, path) =>
      indices.flatMap((index) => element.oddities(slice(data, index), joinPath(path, `[${index}]`))),
  };
}

/** One element under the name `v`: binary-parser's arrays want a parser for their elements. */
export const elementParser = <T>(element: Field<T> | Struct<T>): Parser => element.addTo(new Parser(), 'v');
