import { larger, smaller } from '../base/units.js';
import type { Region } from '../device/config.js';
import type { DpaRange } from '../device/extents.js';
import type { DynamicCapacity } from '../device/state.js';

/** What a stretch of a region holds. `mixed`: more than one of these. */
export type Block = 'free' | 'pending' | 'accepted' | 'mixed';

/** A region in so many cells, each a stretch of equal size. */
export function blockMap(capacity: DynamicCapacity, region: Region, cells: number): readonly Block[] {
  const marks = new Uint8Array(cells);
  const pending = capacity.pending.flat();
  for (const extent of pending) paint(marks, region, extent, 1);
  for (const extent of capacity.accepted) paint(marks, region, extent, 2);
  return Array.from(marks, (mark) =>
    mark === 0 ? 'free' : mark === 1 ? 'pending' : mark === 2 ? 'accepted' : 'mixed',
  );
}

/** The cells that a range touches in a region, as first and last; null where it touches none. */
export function cellsTouched(region: Region, range: DpaRange, cells: number): readonly [number, number] | null {
  const end = region.baseDpa + region.lengthBytes;
  const from = larger(range.startDpa, region.baseDpa);
  const rangeEnd = range.startDpa + range.lengthBytes;
  const to = smaller(rangeEnd, end);
  if (from >= to || region.lengthBytes === 0n) return null;
  const cellOf = (dpa: bigint) => Number(((dpa - region.baseDpa) * BigInt(cells)) / region.lengthBytes);
  return [cellOf(from), Math.min(cells - 1, cellOf(to - 1n))];
}

function paint(marks: Uint8Array, region: Region, extent: DpaRange, bit: number): void {
  const touched = cellsTouched(region, extent, marks.length);
  if (touched === null) return;
  for (let cell = touched[0]; cell <= touched[1]; cell++) marks[cell] = (marks[cell] ?? 0) | bit;
}
