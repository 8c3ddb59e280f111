import { withAccepted } from '../device/accepted.js';
import { answeredGroup, notOffered, offering, taken, withoutGroup } from '../device/answered-group.js';
import { isLazy } from '../device/backend-list.js';
import { extentsInUse } from '../device/extent-budget.js';
import { type DpaRange, malformed, overlaps, overlapsAccepted, rangeText } from '../device/extents.js';
import { acceptMapped } from '../device/mapping.js';
import { crash, type Outcome, refuse, succeed } from '../device/outcome.js';
import { defineHandler, type Profile } from '../device/profile.js';
import { changedCapacity, type DeviceState } from '../device/state.js';
import { readExtents } from '../device/updated-extents.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { RETURN_CODES } from '../protocol/return-codes.js';

export const addDynamicCapacityResponseHandler = defineHandler(addDynamicCapacityResponse, {
  concerns: ['extents'],
  effects: ['immediate-data-change'],
  needsDynamicCapacity: true,
  judgesLength: true,
  handle(state, { extents, flags }, call) {
    const { profile, payload } = call;
    const read = readExtents(state, addDynamicCapacityResponse.request, extents, call);
    if ('code' in read) return read;
    const outcome =
      read.extents.length === 0
        ? reject(profile, state)
        : respond(profile, state, { ...read, stated: addDynamicCapacityResponse.request.statedCount(payload), flags });
    return read.isShort && !('crash' in outcome) ? { corruption: 'request-read-past-message', ...outcome } : outcome;
  },
  follow: (state, { extents, flags }, { profile }) =>
    extents.length === 0 ? withoutGroup(state, 0) : followed(profile, state, extents, flags.more),
});

/** An empty answer rejects the oldest offer. */
function reject({ behaviours }: Profile, state: DeviceState): Outcome<never> {
  if (state.dynamicCapacity.pending.length > 0) return succeed(withoutGroup(state, 0));
  return behaviours.responseWithoutOffer === 'dies'
    ? crash('empty-response-without-offer')
    : refuse(state, 'INVALID_INPUT', 'nothing is pending that could be rejected');
}

interface Response {
  readonly extents: readonly DpaRange[];
  readonly stated: number;
  readonly flags: { readonly more: boolean };
}

function respond(profile: Profile, state: DeviceState, { extents, stated, flags }: Response): Outcome<never> {
  const { dynamicCapacity } = state;
  // What is set aside for an offer is there for its answer.
  const isReserved = profile.behaviours.extentBudget === 'reserved';
  const used = isReserved ? dynamicCapacity.accepted.length : extentsInUse(profile, state);
  if (stated + used > profile.constants.extentsMax)
    return refuse(state, 'RESOURCES_EXHAUSTED', 'the device would have more extents than it supports');
  const fault = malformed(dynamicCapacity, extents);
  if (fault !== null)
    return { ...refuse(state, fault.code, fault.why), ...(fault.corruption && { corruption: fault.corruption }) };
  const place = answeredGroup(profile, state, extents);
  for (const extent of extents) {
    if (offering(dynamicCapacity.pending[place] ?? [], extent) === undefined)
      return refuse(state, 'INVALID_PHYSICAL_ADDRESS', notOffered(state, extent, place));
    if (overlapsAccepted(dynamicCapacity, extent))
      return refuse(state, 'INVALID_PHYSICAL_ADDRESS', `${rangeText(extent)} overlaps an accepted extent`);
  }
  if (isLazy(profile, state))
    return acceptMapped(profile, state, extents, { place, staysOpen: staysOpen(profile, flags.more) });
  return succeed(accept(profile, state, extents, flags.more, place));
}

const staysOpen = ({ behaviours }: Profile, more: boolean): boolean => more && behaviours.moreInResponse === 'honoured';

/** As the engine would accept, or else without what is behind the extents. */
function followed(profile: Profile, before: DeviceState, extents: readonly DpaRange[], more: boolean): DeviceState {
  const state = withRoom(profile, before, extents);
  const place = groupOf(state, extents) ?? answeredGroup(profile, state, extents);
  const offer = { place, staysOpen: staysOpen(profile, more) };
  const mapped = isLazy(profile, state) ? acceptMapped(profile, state, extents, offer) : null;
  const isMapped = mapped !== null && 'code' in mapped && mapped.code === RETURN_CODES.SUCCESS;
  return isMapped ? mapped.state : accept(profile, state, extents, more, place);
}

/** The offer that holds all that was accepted, whichever may be answered. */
function groupOf({ dynamicCapacity }: DeviceState, extents: readonly DpaRange[]): number | null {
  const place = dynamicCapacity.pending.findIndex((group) =>
    extents.every((extent) => offering(group, extent) !== undefined),
  );
  return place < 0 ? null : place;
}

/** The state without what cannot be accepted any more where the device now accepts these: a release was not seen. */
function withRoom({ constants }: Profile, state: DeviceState, extents: readonly DpaRange[]): DeviceState {
  const { accepted } = state.dynamicCapacity;
  const left = accepted.filter((one) => !extents.some((range) => overlaps(one, range)));
  const room = Math.max(0, constants.extentsMax - extents.length);
  if (left.length === accepted.length && left.length <= room) return state;
  return changedCapacity(state, { accepted: room === 0 ? [] : left.slice(-room) });
}

/** Appends the extents; the group that they were offered in is done, unless the host says that it is not. */
function accept(
  profile: Profile,
  state: DeviceState,
  extents: readonly DpaRange[],
  more: boolean,
  place: number,
): DeviceState {
  const { accepted } = state.dynamicCapacity;
  const answered = staysOpen(profile, more) ? state : withoutGroup(state, place);
  return withAccepted(profile, answered, [...accepted, ...taken(profile, state, place, extents)]);
}
