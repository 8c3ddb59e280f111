import { type DpaRange, overlaps, rangeText, regionOf, wraps } from '../device/extents.js';
import type { DynamicCapacity } from '../device/state.js';
import type { RecordPlace } from '../trace/record-place.js';
import type { Severity } from './severity.js';

/** Why a request about capacity cannot be met, whichever side says so. */
export interface Fault {
  /** The divergence code that tells of it. */
  readonly code: string;
  /** In a sentence without a full stop. */
  readonly what: string;
  /** What a driver engineer should understand from it, where the code's own explanation is about something else. */
  readonly because?: string;
  /** Where this is more than a refused request. */
  readonly severity?: Severity;
  /** The record of which it is a consequence. */
  readonly followsFrom?: number;
  /** Where it went wrong, if that is another record: what is in the way, or was there first. */
  readonly origin?: RecordPlace | undefined;
}

/** What is wrong with a list of extents in itself: where they lie, how they are aligned, that they overlap. */
export function shapeFault({ regions }: DynamicCapacity, list: readonly DpaRange[]): Fault | null {
  const base = regions[0]?.baseDpa ?? 0n;
  for (const [index, entry] of list.entries()) {
    const region = regionOf(regions, entry);
    if (region === null || wraps(entry))
      return { code: 'region-crossing', what: `${rangeText(entry)} ${place(regions, entry)}` };
    const block = region.blockSizeBytes;
    if (entry.lengthBytes === 0n) return { code: 'misaligned', what: `${rangeText(entry)} is empty` };
    if ((entry.startDpa - base) % block !== 0n || entry.lengthBytes % block !== 0n)
      return { code: 'misaligned', what: `${rangeText(entry)} is not aligned to the block size` };
    const earlier = list.slice(0, index).find((other) => overlaps(other, entry));
    if (earlier !== undefined)
      return { code: 'overlap', what: `${rangeText(entry)} and ${rangeText(earlier)} of the same list overlap` };
  }
  return null;
}

function place(regions: DynamicCapacity['regions'], { startDpa, lengthBytes }: DpaRange): string {
  const isInside = regions.some(({ baseDpa, lengthBytes: size }) => startDpa >= baseDpa && startDpa < baseDpa + size);
  if (!isInside) return 'begins in no region';
  return startDpa + lengthBytes > 1n << 64n
    ? 'runs past the last address'
    : 'crosses the end of the region in which it begins';
}
