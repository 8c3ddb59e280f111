import { isLazy } from './backend-list.js';
import { contains, type DpaRange, rangeText } from './extents.js';
import type { Profile } from './profile.js';
import { changedCapacity, type DeviceState, type Extent } from './state.js';

/** The place of the pending group that an answer is about; a place without a group where there is none. */
export function answeredGroup(profile: Profile, state: DeviceState, extents: readonly DpaRange[]): number {
  const [first] = extents;
  if (profile.behaviours.pendingLookup === 'first-group' || first === undefined) return 0;
  return Math.max(
    0,
    state.dynamicCapacity.pending.findIndex((group) => offering(group, first) !== undefined),
  );
}

/** The offered extent that holds the range. */
export const offering = (group: readonly Extent[], range: DpaRange): Extent | undefined =>
  group.find((candidate) => contains(candidate, range));

/** Whether an accepted extent has the tag that it was offered with. */
export const keepsTags = (profile: Profile, state: DeviceState): boolean =>
  (isLazy(profile, state) ? profile.behaviours.tagOnMapping : profile.behaviours.tagOnAccept) === 'kept';

/** The extents of the pending group at a place as accepted: with what they were offered with, on a device that keeps it. */
export function taken(
  profile: Profile,
  state: DeviceState,
  place: number,
  extents: readonly DpaRange[],
): readonly Extent[] {
  const group = keepsTags(profile, state) ? (state.dynamicCapacity.pending[place] ?? []) : [];
  return extents.map(({ startDpa, lengthBytes }) => {
    const offered = offering(group, { startDpa, lengthBytes });
    return { startDpa, lengthBytes, tag: offered?.tag ?? null, sharedSequence: offered?.sharedSequence ?? 0 };
  });
}

/** The state without the pending group at a place. */
export const withoutGroup = (state: DeviceState, place: number): DeviceState =>
  changedCapacity(state, { pending: state.dynamicCapacity.pending.filter((_, at) => at !== place) });

/** Why an extent cannot be accepted, in words: it must lie in the group that the answer is about. */
export function notOffered({ dynamicCapacity }: DeviceState, extent: DpaRange, place: number): string {
  const where = dynamicCapacity.pending.findIndex((group) => offering(group, extent) !== undefined);
  if (dynamicCapacity.pending.length === 0) return `${rangeText(extent)} was not offered: nothing is pending`;
  if (where < 0 || where === place) return `${rangeText(extent)} lies in no extent of ${ordinal(place)} pending group`;
  return `${rangeText(extent)} belongs to pending group ${where + 1}, and only ${ordinal(place)} group can be answered`;
}

const ordinal = (place: number): string => (place === 0 ? 'the first' : `the answered (number ${place + 1})`);
