import { didYouMean } from '../base/nearest.js';
import { type Field, plain } from './field.js';
import { u8, writtenInteger } from './integers.js';

/** The known names of an integer's values; a value without a name stays a number. */
export type Named<N extends Readonly<Record<string, number>>> = (keyof N & string) | number;

/** An integer whose known values have names. */
export function named<const N extends Readonly<Record<string, number>>>(
  names: N,
  integer: Field<number> = u8(),
): Field<Named<N>> {
  const byValue = new Map(Object.entries(names).map(([name, value]) => [value, name]));
  const numberOf = (value: Named<N>): number => (typeof value === 'number' ? value : (names[value] as number));
  return plain<Named<N>>({
    sizeBytes: integer.sizeBytes,
    absent: byValue.get(0) ?? 0,
    describe: `one of ${[...byValue.values()].join(', ')}, or a number`,
    spelling: { kind: 'name', values: names, other: { kind: 'integer', bits: integer.sizeBytes * 8 } },
    addTo: integer.addTo,
    fromRaw: (raw) => byValue.get(raw) ?? raw,
    write: (view, at, value) => integer.write(view, at, numberOf(value)),
    fromWritten: (written, path, report) => {
      if (typeof written !== 'string' || /^[0-9]/.test(written))
        return Number(writtenInteger(written, integer.sizeBytes * 8, path, report));
      if (Object.hasOwn(names, written)) return written;
      const known = Object.keys(names);
      report(path, `unknown name "${written}"${didYouMean(written, known)}; expected ${known.join(', ')} or a number`);
      return 0;
    },
  });
}
