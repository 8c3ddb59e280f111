import type { DpaRange } from '../device/extents.js';
import { rangeText } from '../device/extents.js';
import { isStandIn } from './stand-ins.js';
import type { Stretch } from './unseen.js';

/** Addresses as a stretch. */
export const stretchOf = ({ startDpa, lengthBytes }: DpaRange): Stretch => ({
  start: startDpa,
  end: startDpa + lengthBytes,
});

/** What of a range the extents do not cover. */
export function uncovered(range: DpaRange, extents: readonly DpaRange[]): readonly DpaRange[] {
  const { start, end } = stretchOf(range);
  const inside = extents
    .map(stretchOf)
    .filter((one) => one.start < end && start < one.end)
    .sort((left, right) => (left.start < right.start ? -1 : 1));
  const pieces: DpaRange[] = [];
  let at = start;
  for (const one of inside) {
    if (one.start > at) pieces.push({ startDpa: at, lengthBytes: one.start - at });
    if (one.end > at) at = one.end;
  }
  if (at < end) pieces.push({ startDpa: at, lengthBytes: end - at });
  return pieces;
}

/** So many are told one by one. */
const TOLD_MAX = 8;

/** Extents for people: `0x20000000+128MiB, 0x30000000+2MiB, 3 more`. */
export function rangesText(ranges: readonly (DpaRange & Parameters<typeof isStandIn>[0])[]): string {
  const seen = ranges.filter((range) => !isStandIn(range));
  const shown = seen.slice(0, TOLD_MAX).map(rangeText);
  const more = ranges.length - shown.length;
  if (more > 0) shown.push(shown.length === 0 ? `${more}, not shown which` : `${more} more`);
  return shown.length === 0 ? 'none' : shown.join(', ');
}
