import { offering } from '../device/answered-group.js';
import { isLazy } from '../device/backend-list.js';
import { type DpaRange, overlaps } from '../device/extents.js';
import type { DeviceState, Extent } from '../device/state.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { isGuessed } from './pending-groups.js';
import { rangesText, stretchOf } from './ranges.js';
import { isStandIn, unseenExtent, withExtents, withoutStandIns, withPending } from './stand-ins.js';
import { isAnswered, isOf, type Scene, type Teller, taken } from './teller.js';
import { type Unseen, unknownOf } from './unseen.js';
import { behind } from './unseen-backends.js';

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
  wants: { mailbox: [addDynamicCapacityResponse] },
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
  wants: { mailbox: [addDynamicCapacityResponse] },
  learns: ({ event }) => taken(event, addDynamicCapacityResponse)?.request.extents.map(stretchOf) ?? [],
};

function offered({ device, profile, unseen }: Scene, extents: readonly DpaRange[]) {
  const { pending } = device.dynamicCapacity;
  const own = pending.findIndex((group) => extents.every((extent) => offering(group, extent) !== undefined));
  if (own > 0) return notOffered(device, unseen, own);
  // What was concluded of these addresses, or counted, is this offer.
  const others = pending.filter((group) => !(isGuessed(unseen, group) && holdsSome(group, extents)));
  const counted = others.length < pending.length ? 0 : extents.length;
  let before = device;
  const group = extents.map((range): Extent => {
    if (!isLazy(profile, before)) return plain(range);
    const backed = behind(before, plain(range), false);
    before = backed.device;
    return { ...plain(range), mapping: backed.mapping };
  });
  const rest = withoutStandIns(others, counted);
  return { device: withPending(before, [group, ...rest]), value: `offered: ${rangesText(group)}` };
}

const holdsSome = (group: readonly DpaRange[], extents: readonly DpaRange[]): boolean =>
  group.some((extent) => extents.some((range) => overlaps(extent, range)));

/** An offer of the trace itself came first: what was counted before it was accepted, not offered. */
function notOffered(device: DeviceState, unseen: Unseen, place: number) {
  const { pending, accepted } = device.dynamicCapacity;
  const before = pending.slice(0, place);
  if (!before.every((group) => isGuessed(unseen, group))) return null;
  const left = withPending(device, pending.slice(place));
  const counted = before.flat().filter(isStandIn);
  const known = unseen.parts.has('extents') ? withExtents(left, [...counted, ...accepted]) : left;
  return { device: known, value: 'no other offer' };
}

const plain = ({ startDpa, lengthBytes }: DpaRange): Extent => ({
  startDpa,
  lengthBytes,
  tag: null,
  sharedSequence: 0,
});
