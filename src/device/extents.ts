import { hexNumber } from '../base/hex.js';
import { sizeText, wrap64 } from '../base/units.js';
import type { ReturnCodeName } from '../protocol/return-codes.js';
import type { Region } from './config.js';
import type { CorruptionId } from './crashes.js';
import type { DynamicCapacity, Extent } from './state.js';

/** A stretch of device physical addresses. */
export interface DpaRange {
  readonly startDpa: bigint;
  readonly lengthBytes: bigint;
}

/** `0x20000000+128MiB` */
export const rangeText = ({ startDpa, lengthBytes }: DpaRange): string =>
  `${hexNumber(startDpa)}+${sizeText(lengthBytes)}`;

/** Whether two ranges share an address; an empty range shares none. */
export function overlaps(left: DpaRange, right: DpaRange): boolean {
  if (left.lengthBytes === 0n || right.lengthBytes === 0n) return false;
  return left.startDpa < right.startDpa + right.lengthBytes && right.startDpa < left.startDpa + left.lengthBytes;
}

/** Whether `outer` holds all of `inner`; an empty range holds and is held by nothing. */
export function contains(outer: DpaRange, inner: DpaRange): boolean {
  if (outer.lengthBytes === 0n || inner.lengthBytes === 0n) return false;
  return inner.startDpa >= outer.startDpa && inner.startDpa + inner.lengthBytes <= outer.startDpa + outer.lengthBytes;
}

const overlapsAny = (extents: readonly DpaRange[], range: DpaRange): boolean =>
  extents.some((extent) => overlaps(extent, range));

export const overlapsAccepted = (capacity: DynamicCapacity, range: DpaRange): boolean =>
  overlapsAny(capacity.accepted, range);

export const overlapsPending = (capacity: DynamicCapacity, range: DpaRange): boolean =>
  capacity.pending.some((group) => overlapsAny(group, range));

/** Where the regions end, or 0 where there are none. */
const endOf = (regions: readonly Region[]): bigint => {
  const last = regions.at(-1);
  return last === undefined ? 0n : last.baseDpa + last.lengthBytes;
};

/** The region that holds all of the range: an extent may not cross regions. A wrapping end passes, as on the device. */
export function regionOf(regions: readonly Region[], { startDpa, lengthBytes }: DpaRange): Region | null {
  const first = regions[0];
  if (first === undefined || startDpa < first.baseDpa || startDpa >= endOf(regions)) return null;
  const region = regions.findLast(({ baseDpa }) => startDpa >= baseDpa);
  if (region === undefined) return null;
  return wrap64(startDpa + lengthBytes) > region.baseDpa + region.lengthBytes ? null : region;
}

/**
 * Whether accepted extents cover the range; an empty range inside a region is covered. The device looks at as many
 * blocks as the length fills, from the one on in which the range begins.
 */
export function isBacked(capacity: DynamicCapacity, range: DpaRange): boolean {
  const region = regionOf(capacity.regions, range);
  if (region === null) return false;
  const block = region.blockSizeBytes;
  let at = range.startDpa - ((range.startDpa - region.baseDpa) % block);
  const end = at + ((range.lengthBytes + block - 1n) / block) * block;
  while (at < end) {
    const here = at;
    const cover = capacity.accepted.find(
      ({ startDpa, lengthBytes }) => startDpa <= here && here < startDpa + lengthBytes,
    );
    if (cover === undefined) return false;
    at = cover.startDpa + cover.lengthBytes;
  }
  return true;
}

/** Why a host's list of extents is malformed, with the damage that finding out does; null where it is not. */
export interface Malformed {
  readonly code: ReturnCodeName;
  readonly why: string;
  readonly corruption?: CorruptionId;
}

/** Checks a list as the device does, entry by entry: region, block alignment, overlap within the list. */
export function malformed(capacity: DynamicCapacity, list: readonly DpaRange[]): Malformed | null {
  const base = capacity.regions[0]?.baseDpa ?? 0n;
  const claimed: DpaRange[] = [];
  for (const entry of list) {
    const region = regionOf(capacity.regions, entry);
    if (region === null) return { code: 'INVALID_PHYSICAL_ADDRESS', why: `${rangeText(entry)} lies in no region` };
    const block = region.blockSizeBytes;
    if ((entry.startDpa - base) % block !== 0n || entry.lengthBytes % block !== 0n)
      return { code: 'INVALID_EXTENT_LIST', why: `${rangeText(entry)} is not aligned to the block size` };
    if (endsAsSmall(entry))
      return {
        code: 'INVALID_EXTENT_LIST',
        why: `${rangeText(entry)} runs to the last address or past it`,
        corruption: 'extent-length-wraps',
      };
    if (overlapsAny(claimed, entry))
      return { code: 'INVALID_EXTENT_LIST', why: `${rangeText(entry)} overlaps an earlier one of the list` };
    claimed.push(entry);
  }
  return null;
}

/** Whether the end of the range passes for a small number: the device then looks far outside its block bitmap. */
export const endsAsSmall = ({ startDpa, lengthBytes }: DpaRange): boolean => startDpa + lengthBytes >= 1n << 64n;

/** Whether the range runs past the last address. */
export const wraps = ({ startDpa, lengthBytes }: DpaRange): boolean => startDpa + lengthBytes > 1n << 64n;

/** How many extents count against the limit. */
export function extentsUsed(capacity: DynamicCapacity, countPending: boolean): number {
  const pending = countPending ? capacity.pending.reduce((sum, group) => sum + group.length, 0) : 0;
  return capacity.accepted.length + pending;
}

/** The accepted list without the given ranges, split where they end inside an extent; null where the limit is passed. */
export function withoutRanges(
  accepted: readonly Extent[],
  ranges: readonly DpaRange[],
  fits: (extentsMore: number) => boolean,
): readonly Extent[] | null {
  const list = [...accepted];
  for (const range of ranges) {
    let at = range.startDpa;
    const end = range.startDpa + range.lengthBytes;
    while (at < end) {
      const here = at;
      const index = list.findIndex(({ startDpa, lengthBytes }) => startDpa <= here && here < startDpa + lengthBytes);
      const [extent] = index < 0 ? [] : list.splice(index, 1);
      if (extent === undefined) return null;
      const extentEnd = extent.startDpa + extent.lengthBytes;
      // Both remainders go to the end of the list, the lower one first.
      if (at > extent.startDpa) list.push({ ...extent, lengthBytes: at - extent.startDpa });
      if (end < extentEnd) list.push({ ...extent, startDpa: end, lengthBytes: extentEnd - end });
      if (!fits(list.length - accepted.length)) return null;
      at = extentEnd;
    }
  }
  return list;
}
