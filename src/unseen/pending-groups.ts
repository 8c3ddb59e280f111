import type { DeviceState, Extent } from '../device/state.js';
import { stretchOf } from './ranges.js';
import { isStandIn, standIns, withPending } from './stand-ins.js';
import { type Unseen, unknownOf } from './unseen.js';

type Group = readonly Extent[];

/** Whether a pending group was counted or concluded from an answer, and not seen as it was offered. */
export const isGuessed = (unseen: Unseen, group: Group): boolean =>
  group.some((extent) => isStandIn(extent) || unknownOf(unseen, 'pending', stretchOf(extent)).length > 0);

/**
 * With so many pending extents, those that were not seen in a group before all others: offers are answered in order. What
 * was concluded gives way to the number; null where more were seen.
 */
export function withPendingCount(device: DeviceState, unseen: Unseen, count: number): DeviceState | null {
  let seen = device.dynamicCapacity.pending.filter((group) => !group.every(isStandIn));
  while (sizeOf(seen) > count) {
    const guess = seen.findIndex((group) => isGuessed(unseen, group));
    if (guess < 0) return null;
    seen = seen.toSpliced(guess, 1);
  }
  const more = count - sizeOf(seen);
  return withPending(device, more === 0 ? seen : [standIns(more), ...seen]);
}

const sizeOf = (groups: readonly Group[]): number => groups.reduce((sum, group) => sum + group.length, 0);
