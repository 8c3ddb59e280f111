import { extentsInUse } from '../device/extent-budget.js';
import { contains, type DpaRange, malformed, overlapsAccepted, rangeText } from '../device/extents.js';
import { crash, refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import type { DeviceState, Extent } from '../device/state.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { UpdatedExtent } from '../protocol/extent.js';

export const addDynamicCapacityResponseHandler = defineHandler(addDynamicCapacityResponse, {
  concerns: ['extents'],
  effects: ['immediate-data-change'],
  needsDynamicCapacity: true,
  handle(state, { extents }, { payload, profile }) {
    const { request } = addDynamicCapacityResponse;
    const stated = request.statedCount(payload);
    const group = state.dynamicCapacity.pending[0];
    if (stated === 0)
      return group === undefined ? crash('empty-response-without-offer') : succeed(withoutFirstGroup(state));
    if (payload.length < request.sizeBytes + UpdatedExtent.sizeBytes * stated)
      return refuse(state, 'INVALID_PAYLOAD_LENGTH', `the payload ends before the ${stated} extents that it announces`);
    if (stated + extentsInUse(profile, state) > profile.constants.extentsMax)
      return refuse(state, 'RESOURCES_EXHAUSTED', 'the device would have more extents than it supports');
    const fault = malformed(state.dynamicCapacity, extents);
    if (fault !== null)
      return { ...refuse(state, fault.code, fault.why), ...(fault.corruption && { corruption: fault.corruption }) };
    for (const extent of extents) {
      const offered = group?.some((candidate) => contains(candidate, extent)) ?? false;
      if (!offered) return refuse(state, 'INVALID_PHYSICAL_ADDRESS', notOffered(state, extent));
      if (overlapsAccepted(state.dynamicCapacity, extent))
        return refuse(state, 'INVALID_PHYSICAL_ADDRESS', `${rangeText(extent)} overlaps an accepted extent`);
    }
    return succeed(accept(state, extents));
  },
  follow: (state, { extents }) => (extents.length === 0 ? withoutFirstGroup(state) : accept(state, extents)),
});

/** The reason in words: an answer must name what the first pending group offers. */
function notOffered({ dynamicCapacity }: DeviceState, extent: DpaRange): string {
  const where = dynamicCapacity.pending.findIndex((group) => group.some((candidate) => contains(candidate, extent)));
  if (dynamicCapacity.pending.length === 0) return `${rangeText(extent)} was not offered: nothing is pending`;
  if (where < 0) return `${rangeText(extent)} lies in no extent of the first pending group`;
  return `${rangeText(extent)} belongs to pending group ${where + 1}, and only the first group can be answered`;
}

/** Appends the extents as the device does, without the tag they were offered with, and drops the first group whole. */
function accept(state: DeviceState, extents: readonly Pick<Extent, 'startDpa' | 'lengthBytes'>[]): DeviceState {
  const taken = extents.map(({ startDpa, lengthBytes }) => ({ startDpa, lengthBytes, tag: null, sharedSequence: 0 }));
  const { dynamicCapacity } = withoutFirstGroup(state);
  return { ...state, dynamicCapacity: { ...dynamicCapacity, accepted: [...dynamicCapacity.accepted, ...taken] } };
}

const withoutFirstGroup = (state: DeviceState): DeviceState => ({
  ...state,
  dynamicCapacity: { ...state.dynamicCapacity, pending: state.dynamicCapacity.pending.slice(1) },
});
