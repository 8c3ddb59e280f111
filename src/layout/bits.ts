import { assert } from '../base/assert.js';
import { didYouMean } from '../base/nearest.js';
import { type Field, plain } from './field.js';
import { u8, u16, u24, u32, writtenInteger } from './integers.js';

type BitValues<B extends Readonly<Record<string, number>>> = {
  readonly [K in keyof B as K extends `_${string}` ? never : K]: B[K] extends 1 ? boolean : number;
};

interface BitRange {
  readonly name: string;
  readonly shift: number;
  readonly width: number;
  readonly reserved: boolean;
  /** The bits of the range, in place. */
  readonly mask: number;
}

/** Flags take few values, again and again: so many are split once. */
const KNOWN_MAX = 256;

const INTEGERS = { 1: u8, 2: u16, 3: u24, 4: u32 } as const;

/**
 * Named bit ranges of one little-endian integer, lowest first; widths must fill it. A name that starts with `_` is
 * reserved. The integer is read whole and split here: binary-parser reads multi-byte bit fields big-endian.
 */
export function bits<const B extends Readonly<Record<string, number>>>(
  sizeBytes: 1 | 2 | 3 | 4,
  widths: B,
): Field<BitValues<B>> {
  const integer = INTEGERS[sizeBytes]();
  const ranges = rangesOf(widths);
  const total = ranges.reduce((sum, range) => sum + range.width, 0);
  assert(total === sizeBytes * 8, `bit widths sum to ${sizeBytes * 8}, not ${total}`);
  const shown = ranges.filter((range) => !range.reserved);
  const known = new Map<number, BitValues<B>>();
  const split = (raw: number): BitValues<B> => {
    const before = known.get(raw);
    if (before !== undefined) return before;
    const value = Object.fromEntries(shown.map((range) => [range.name, extract(raw, range)])) as BitValues<B>;
    if (known.size < KNOWN_MAX) known.set(raw, value);
    return value;
  };
  const reservedMask = ranges.filter((range) => range.reserved).reduce((mask, range) => mask | range.mask, 0);

  return {
    ...plain<BitValues<B>>({
      sizeBytes,
      absent: split(0),
      describe: `bits ${shown.map((range) => range.name).join(', ')}`,
      spelling: {
        kind: 'flags',
        bits: sizeBytes * 8,
        ranges: shown.map(({ name, shift, width }) => ({ name, low: shift, width })),
      },
      addTo: integer.addTo,
      fromRaw: (raw) => split(integer.fromRaw(raw)),
      write: (view, at, value) => {
        let raw = 0;
        for (const { name, shift, mask } of shown)
          raw |= (Number((value as Readonly<Record<string, number | boolean>>)[name]) << shift) & mask;
        integer.write(view, at, raw >>> 0);
      },
      fromWritten: (written, path, report) => {
        const values: Record<string, number | boolean> = { ...split(0) };
        if (typeof written !== 'object' || written === null) {
          return split(Number(writtenInteger(written, sizeBytes * 8, path, report)));
        }
        for (const [name, value] of Object.entries(written)) {
          const range = shown.find((candidate) => candidate.name === name);
          if (range === undefined) {
            report(
              `${path}.${name}`,
              `unknown bit${didYouMean(name, Object.keys(values))}; expected ${Object.keys(values).join(', ')}`,
            );
          } else if (range.width === 1 && typeof value === 'boolean') values[name] = value;
          else values[name] = Number(writtenInteger(value, range.width, `${path}.${name}`, report));
        }
        return values as BitValues<B>;
      },
    }),
    oddities: (data, path) => {
      let raw = 0;
      for (let index = 0; index < sizeBytes; index++) raw |= (data[index] ?? 0) << (8 * index);
      return (raw & reservedMask) !== 0 ? [path] : [];
    },
  };
}

function rangesOf(widths: Readonly<Record<string, number>>): readonly BitRange[] {
  let shift = 0;
  return Object.entries(widths).map(([name, width]) => {
    const mask = width === 32 ? -1 : ((1 << width) - 1) << shift;
    const range = { name, shift, width, reserved: name.startsWith('_'), mask };
    shift += width;
    return range;
  });
}

function extract(raw: number, range: BitRange): number | boolean {
  const value = (raw & range.mask) >>> range.shift;
  return range.width === 1 ? value === 1 : value;
}
