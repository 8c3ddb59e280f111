import { larger, smaller } from '../base/units.js';
import { type DpaRange, overlaps } from '../device/extents.js';

const endOf = ({ startDpa, lengthBytes }: DpaRange): bigint => startDpa + lengthBytes;

/** The parts of extents that lie in any of the ranges. */
export const within = (extents: readonly DpaRange[], ranges: readonly DpaRange[]): readonly DpaRange[] =>
  extents.flatMap((extent) =>
    ranges.flatMap((range) => {
      if (!overlaps(extent, range)) return [];
      const startDpa = larger(extent.startDpa, range.startDpa);
      const end = smaller(endOf(extent), endOf(range));
      return [{ startDpa, lengthBytes: end - startDpa }];
    }),
  );

/** The parts of extents that lie in none of the ranges. */
export const outside = (extents: readonly DpaRange[], ranges: readonly DpaRange[]): readonly DpaRange[] =>
  ranges.reduce<readonly DpaRange[]>((left, range) => left.flatMap((extent) => without(extent, range)), extents);

function without(extent: DpaRange, range: DpaRange): readonly DpaRange[] {
  if (!overlaps(extent, range)) return [extent];
  const before = { startDpa: extent.startDpa, lengthBytes: range.startDpa - extent.startDpa };
  const after = { startDpa: endOf(range), lengthBytes: endOf(extent) - endOf(range) };
  return [before, after].filter(({ lengthBytes }) => lengthBytes > 0n);
}
