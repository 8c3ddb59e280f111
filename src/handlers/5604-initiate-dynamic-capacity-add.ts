import { wrap32 } from '../base/units.js';
import { extentsInUse } from '../device/extent-budget.js';
import { malformed, overlapsAccepted, overlapsPending, rangeText, wraps } from '../device/extents.js';
import {
  announced,
  extentsRead,
  FABRIC_MANAGER_EFFECTS,
  outsideRegion,
  readingOn,
  requestFault,
} from '../device/fabric-manager.js';
import { announce, withPendingGroup } from '../device/offers.js';
import { type Answer, crash, type Outcome, refuse, succeed } from '../device/outcome.js';
import { type Call, defineHandler, type Profile } from '../device/profile.js';
import type { DeviceState, Extent } from '../device/state.js';
import type { MessageValue } from '../layout/message.js';
import { initiateDynamicCapacityAdd } from '../mailbox/5604-initiate-dynamic-capacity-add.js';

type Request = MessageValue<typeof initiateDynamicCapacityAdd.request>;

export const initiateDynamicCapacityAddHandler = defineHandler(initiateDynamicCapacityAdd, {
  concerns: ['extents', 'events'],
  effects: FABRIC_MANAGER_EFFECTS,
  needsDynamicCapacity: true,
  judgesLength: true,
  handle(state, request, call) {
    const { stated, needed } = announced(initiateDynamicCapacityAdd.request, call.payload);
    const fault = requestFault(state, request, { needed }, call) ?? targetFault(state, request, call);
    if (fault !== null) return fault;
    if (request.selectionPolicy !== 'prescriptive')
      return {
        ...refuse(state, 'INVALID_INPUT', 'the device takes prescriptive requests alone'),
        log: ['CXL extent selection policy not supported.'],
      };
    // The sum is of 32 bits.
    if (wrap32(BigInt(stated + extentsInUse(call.profile, state))) > call.profile.constants.extentsMax)
      return refuse(state, 'RESOURCES_EXHAUSTED', 'the device would have more extents than it supports');
    return readingOn(add(state, request, extentsRead(request, stated), call), call.payload, needed);
  },
  follow: (state, request, { profile }) => offered(profile, state, request),
});

/** What the specification asks of host and region, where the device looks at them. */
function targetFault(state: DeviceState, { region, extents }: Request, { profile }: Call): Answer<never> | null {
  const outside =
    profile.behaviours.fabricManagerTarget === 'checked' ? outsideRegion(state, region, extents) : undefined;
  return outside === undefined
    ? null
    : refuse(state, 'INVALID_PHYSICAL_ADDRESS', `${rangeText(outside)} does not lie in region ${region}`);
}

/** An overlap with what is offered or accepted counts before what is malformed about the list. */
function add(state: DeviceState, request: Request, extents: readonly Extent[], { profile }: Call): Outcome<never> {
  const fault = malformed(state.dynamicCapacity, extents);
  for (const extent of extents) {
    // The range is made, and asserted, before it is compared with any other.
    if (wraps(extent)) return crash('add-extent-wraps');
    if (overlapsPending(state.dynamicCapacity, extent))
      return refuse(state, 'INVALID_EXTENT_LIST', `${rangeText(extent)} overlaps an extent that is offered already`);
    if (overlapsAccepted(state.dynamicCapacity, extent))
      return refuse(state, 'INVALID_EXTENT_LIST', `${rangeText(extent)} overlaps an accepted extent`);
  }
  if (fault !== null) return refuse(state, fault.code, fault.why);
  if (extents.length === 0)
    return profile.behaviours.fabricManagerFaults === 'dies'
      ? crash('add-without-extents')
      : refuse(state, 'INVALID_INPUT', 'the request has no extents');
  return succeed(offered(profile, state, { ...request, extents }));
}

const offered = (profile: Profile, state: DeviceState, { extents, hostId }: Request): DeviceState =>
  announce(profile, withPendingGroup(state, extents), 'add-capacity', extents, hostId);
