import type { DpaRange } from '../device/extents.js';
import type { DeviceState, Extent } from '../device/state.js';
import { releaseDynamicCapacity } from '../mailbox/4803-release-dynamic-capacity.js';
import { initiateDynamicCapacityRelease } from '../mailbox/5605-initiate-dynamic-capacity-release.js';
import { rangesText, stretchOf, uncovered } from './ranges.js';
import { isStandIn, withExtents } from './stand-ins.js';
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
    return wanted === undefined ? null : alsoAccepted(scene, wanted);
  },
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

/** What was accepted before the trace begins comes first. */
export function withAlso(device: DeviceState, ranges: readonly DpaRange[]): DeviceState {
  const { accepted } = device.dynamicCapacity;
  // One of those that were counted and not seen.
  let counted = 0;
  const rest = accepted.filter((extent) => !isStandIn(extent) || counted++ >= ranges.length);
  return withExtents(device, [...ranges.map(asExtent), ...rest]);
}

const asExtent = ({ startDpa, lengthBytes }: DpaRange): Extent => ({
  startDpa,
  lengthBytes,
  tag: null,
  sharedSequence: 0,
});
