import { isLazy } from '../device/backend-list.js';
import { contains, type DpaRange, overlaps } from '../device/extents.js';
import type { DeviceState, Extent } from '../device/state.js';
import { releaseDynamicCapacity } from '../mailbox/4803-release-dynamic-capacity.js';
import { initiateDynamicCapacityRelease } from '../mailbox/5605-initiate-dynamic-capacity-release.js';
import { rangesText, stretchOf, uncovered } from './ranges.js';
import { isStandIn, standIns, withExtents, withoutStandIns, withPending } from './stand-ins.js';
import { isOf, type Scene, type Teller, type Told, taken } from './teller.js';
import { isPartlyKnown, unknownOf } from './unseen.js';

/** What a host could give back, it had. */
export const releasedExtents: Teller = {
  part: 'extents',
  codes: ['SUCCESS', 'INVALID_PHYSICAL_ADDRESS', 'RESOURCES_EXHAUSTED', 'INVALID_INPUT'],
  dependsOn: ({ event, unseen }) =>
    isOf(event, initiateDynamicCapacityRelease) ||
    (isOf(event, releaseDynamicCapacity) && named(event).some((one) => isPartlyUnknown(unseen, one))),
  tell(scene) {
    const wanted =
      taken(scene.event, releaseDynamicCapacity)?.request.extents ??
      taken(scene.event, initiateDynamicCapacityRelease)?.request.extents;
    if (wanted === undefined) return null;
    return alsoAccepted({ ...scene, device: withoutGuesses(scene, wanted) }, wanted);
  },
  wants: { mailbox: [releaseDynamicCapacity] },
  learns: ({ event }) => taken(event, releaseDynamicCapacity)?.request.extents.map(stretchOf) ?? [],
};

const named = (event: Scene['event']): readonly DpaRange[] =>
  event.kind === 'mailbox' ? (releaseDynamicCapacity.request.decode(event.request)?.extents ?? []) : [];

const isPartlyUnknown = (unseen: Scene['unseen'], range: DpaRange): boolean =>
  unknownOf(unseen, 'extents', stretchOf(range)).length > 0;

/** The device with ranges accepted that must have been; null where the trace shows that they were not. */
export function alsoAccepted({ device, unseen }: Scene, ranges: readonly DpaRange[]): Told | null {
  const { accepted } = device.dynamicCapacity;
  const missing = ranges.flatMap((range) => uncovered(range, accepted));
  if (missing.length === 0 || missing.some((range) => isPartlyKnown(unseen, 'extents', stretchOf(range)))) return null;
  return { device: withAlso(device, missing), value: `accepted: ${rangesText(missing.map(asExtent))}` };
}

/** What can be given back by parts of no extent was no larger than a range that is given back. */
function withoutGuesses({ device, profile, unseen }: Scene, ranges: readonly DpaRange[]): DeviceState {
  if (profile.behaviours.mappedPartRelease === 'split' || !isLazy(profile, device)) return device;
  const isGuess = (extent: Extent) =>
    !isPartlyKnown(unseen, 'extents', stretchOf(extent)) &&
    ranges.some((range) => overlaps(range, extent) && !contains(range, extent));
  return withExtents(
    device,
    device.dynamicCapacity.accepted.filter((extent) => !isGuess(extent)),
  );
}

/** What was accepted before the trace begins comes first; each is one of those that were counted and not seen. */
export function withAlso(device: DeviceState, ranges: readonly DpaRange[]): DeviceState {
  const { accepted, pending } = device.dynamicCapacity;
  const counted = accepted.filter(isStandIn).length;
  const left = accepted.filter((extent) => !isStandIn(extent));
  const rest = [...standIns(Math.max(0, counted - ranges.length)), ...left];
  const also = withExtents(device, [...ranges.map(asExtent), ...rest]);
  // A device that counts offers with what is accepted does not tell them apart.
  return withPending(also, withoutStandIns(pending, ranges.length - counted));
}

const asExtent = ({ startDpa, lengthBytes }: DpaRange): Extent => ({
  startDpa,
  lengthBytes,
  tag: null,
  sharedSequence: 0,
});
