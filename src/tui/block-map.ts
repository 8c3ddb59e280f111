import { larger, smaller } from '../base/units.js';
import type { Region } from '../device/config.js';
import type { DpaRange } from '../device/extents.js';
import type { DynamicCapacity } from '../device/state.js';

/** What a stretch of a region holds. `backed`: accepted, with memory of the host behind it. `mixed`: more than one of these. */
export type Block = 'free' | 'pending' | 'accepted' | 'backed' | 'mixed';

const BLOCKS: readonly Block[] = ['free', 'pending', 'accepted', 'mixed', 'backed', 'mixed', 'mixed', 'mixed'];

/** A region in so many cells, each a stretch of equal size. Where backends are not lazy, all of it has its memory behind it. */
export function blockMap(
  { pending, accepted }: DynamicCapacity,
  region: Region,
  cells: number,
  isLazy: boolean,
): readonly Block[] {
  const marks = new Uint8Array(cells);
  for (const extent of pending.flat()) paint(marks, region, extent, 1);
  for (const extent of accepted)
    paint(marks, region, extent, isLazy && (extent.mapping?.backendKey ?? null) === null ? 2 : 4);
  return Array.from(marks, (mark) => BLOCKS[mark] ?? 'mixed');
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
