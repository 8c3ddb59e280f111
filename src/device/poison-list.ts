import { wrap64 } from '../base/units.js';
import { LINE_BYTES } from '../protocol/media-error.js';
import type { Poison, PoisonedRange } from './poison.js';
import type { DeviceState } from './state.js';
import { timestampNs } from './timestamp.js';

// Ends are computed modulo 2^64, as the device does: a range at the top of the address space ends at 0.

export const endDpa = ({ startDpa, lengthBytes }: PoisonedRange): bigint => wrap64(startDpa + lengthBytes);

/** The start of the line that holds the address. */
export const lineStart = (dpa: bigint): bigint => dpa - (dpa % LINE_BYTES);

/** Whether a query finds the range: by the last byte of both, so that a query without length finds what ends before it. */
export function isQueried(range: PoisonedRange, startDpa: bigint, lengthBytes: bigint): boolean {
  const queryLast = wrap64(startDpa + lengthBytes - 1n);
  const rangeLast = wrap64(range.startDpa + range.lengthBytes - 1n);
  return !(queryLast < range.startDpa || rangeLast < startDpa);
}

/** Whether one range of the list holds the whole line at `dpa`. */
export const holdsLine = (list: readonly PoisonedRange[], dpa: bigint): boolean =>
  list.some((range) => dpa >= range.startDpa && wrap64(dpa + LINE_BYTES) <= endDpa(range));

/** The newest comes first. */
export const withRange = (poison: Poison, range: PoisonedRange): Poison => ({
  ...poison,
  list: [range, ...poison.list],
});

/** Notes that the list could not take a range, and when. */
export const overflowed = (state: DeviceState, poison: Poison): Poison => ({
  ...poison,
  hasOverflowed: true,
  overflowNs: timestampNs(state),
});

/**
 * Takes the line at `dpa` out of the first range that holds its start. What remains before and behind it becomes two
 * ranges; the second is lost, as an overflow, where the list has no room for it.
 */
export function withoutLine(state: DeviceState, dpa: bigint, recordsMax: number): Poison {
  const { poison } = state;
  const index = poison.list.findIndex((range) => dpa >= range.startDpa && dpa < endDpa(range));
  const range = poison.list[index];
  if (range === undefined) return poison;
  let next: Poison = { ...poison, list: poison.list.toSpliced(index, 1) };
  if (dpa > range.startDpa) next = withRange(next, { ...range, lengthBytes: dpa - range.startDpa });
  const behind = wrap64(dpa + LINE_BYTES);
  if (behind >= endDpa(range)) return next;
  if (next.list.length === recordsMax) return overflowed(state, next);
  return withRange(next, { ...range, startDpa: behind, lengthBytes: endDpa(range) - behind });
}
