import { offering } from '../device/answered-group.js';
import { isLazy, TAGGED_TYPE, withBackend } from '../device/backend-list.js';
import { type DpaRange, rangeText, regionOf } from '../device/extents.js';
import type { DeviceState, Extent } from '../device/state.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { rangesText, stretchOf } from './ranges.js';
import { isStandIn, seenGroups, standIns, unseenExtent, withExtents, withPending } from './stand-ins.js';
import { isAnswered, isOf, type Scene, type Teller, taken } from './teller.js';
import { unknownOf } from './unseen.js';

/** What a host could accept, or not, tells what was offered to it first. */
export const answeredOffer: Teller = {
  part: 'pending',
  codes: ['SUCCESS', 'INVALID_PHYSICAL_ADDRESS', 'RESOURCES_EXHAUSTED'],
  dependsOn: ({ event }) => isOf(event, addDynamicCapacityResponse),
  tell(scene) {
    const { device, event } = scene;
    const answer = taken(event, addDynamicCapacityResponse)?.request;
    if (answer?.extents.length === 0)
      return { device: withPending(device, [[unseenExtent], ...device.dynamicCapacity.pending]), value: 'an offer' };
    if (answer !== undefined) return offered(scene, answer.extents);
    if (!isAnswered(event, addDynamicCapacityResponse, 'INVALID_PHYSICAL_ADDRESS')) return null;
    return {
      device: withPending(device, [[unseenExtent], ...device.dynamicCapacity.pending]),
      value: 'another offer, which had to be answered first',
    };
  },
  settles(scene) {
    // Offers are answered in their order: once one of the trace itself is, those before it are gone.
    const [first] = scene.device.dynamicCapacity.pending;
    const extents = taken(scene.event, addDynamicCapacityResponse)?.request.extents ?? [];
    const isOwn = (extent: DpaRange) =>
      first !== undefined &&
      offering(first, extent) !== undefined &&
      unknownOf(scene.unseen, 'pending', stretchOf(extent)).length === 0;
    return extents.length > 0 && scene.profile.behaviours.pendingLookup === 'first-group' && extents.every(isOwn);
  },
};

/** What was accepted is known from then on. */
export const acceptedOffer: Teller = {
  part: 'extents',
  codes: ['SUCCESS', 'INVALID_PHYSICAL_ADDRESS', 'RESOURCES_EXHAUSTED'],
  dependsOn: ({ event }) => isOf(event, addDynamicCapacityResponse),
  tell: () => null,
  learns: ({ event }) => taken(event, addDynamicCapacityResponse)?.request.extents.map(stretchOf) ?? [],
};

function offered({ device, profile, unseen: { parts } }: Scene, extents: readonly DpaRange[]) {
  const own = device.dynamicCapacity.pending.findIndex((group) =>
    extents.every((extent) => offering(group, extent) !== undefined),
  );
  if (own > 0) return notOffered(device, own, parts.has('extents'));
  const [first, ...others] = device.dynamicCapacity.pending;
  const seen = seenGroups(device);
  const unseen = first !== undefined && seen[0] !== first ? first.length : 0;
  const left = unseen > extents.length ? [standIns(unseen - extents.length)] : [];
  const isUnseenFirst = unseen > 0;
  const rest = isUnseenFirst ? others : device.dynamicCapacity.pending;
  let before = device;
  const group = extents.map((range): Extent => {
    const backed = isLazy(profile, before) ? withUnseenBackend(before, range) : null;
    if (backed !== null) before = backed.device;
    return backed?.extent ?? { ...plain(range) };
  });
  return { device: withPending(before, [group, ...left, ...rest]), value: `offered: ${rangesText(group)}` };
}

/** An offer of the trace itself came first: what was counted before it was accepted, not offered. */
function notOffered(device: DeviceState, place: number, mayBeAccepted: boolean) {
  const { pending, accepted } = device.dynamicCapacity;
  const counted = pending.slice(0, place).flat();
  if (!counted.every(isStandIn)) return null;
  const left = withPending(device, pending.slice(place));
  const known = mayBeAccepted ? withExtents(left, [...standIns(counted.length), ...accepted]) : left;
  return { device: known, value: 'no other offer' };
}

const plain = ({ startDpa, lengthBytes }: DpaRange): Extent => ({
  startDpa,
  lengthBytes,
  tag: null,
  sharedSequence: 0,
});

/** An offer that has memory behind it, of which only the size is known. */
function withUnseenBackend(device: DeviceState, range: DpaRange): { device: DeviceState; extent: Extent } {
  const key = device.backends.nextKey;
  const id = `unseen ${rangeText(range)}`;
  const backed = withBackend(device, {
    id,
    objectType: TAGGED_TYPE,
    sizeBytes: range.lengthBytes,
    tag: id,
  });
  const region = regionOf(device.dynamicCapacity.regions, range);
  const regionId = region === null ? 0 : device.dynamicCapacity.regions.indexOf(region);
  return {
    device: backed,
    extent: {
      ...plain(range),
      mapping: {
        backendKey: key,
        hasWindow: device.window.isDirect,
        regionId,
        offsetBytes: range.startDpa - (region?.baseDpa ?? range.startDpa),
        slot: null,
        hasAlias: false,
      },
    },
  };
}
