import { extentsInUse } from '../device/extent-budget.js';
import { type DpaRange, isBacked, malformed, rangeText, withoutRanges } from '../device/extents.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import type { DeviceState, Extent } from '../device/state.js';
import { releaseDynamicCapacity } from '../mailbox/4803-release-dynamic-capacity.js';
import { UpdatedExtent } from '../protocol/extent.js';

export const releaseDynamicCapacityHandler = defineHandler(releaseDynamicCapacity, {
  concerns: ['extents'],
  effects: ['immediate-data-change'],
  needsDynamicCapacity: true,
  handle(state, { extents }, { payload, profile }) {
    const { request } = releaseDynamicCapacity;
    const stated = request.statedCount(payload);
    if (stated === 0) return refuse(state, 'INVALID_INPUT', 'the list is empty');
    if (payload.length < request.sizeBytes + UpdatedExtent.sizeBytes * stated)
      return refuse(state, 'INVALID_PAYLOAD_LENGTH', `the payload ends before the ${stated} extents that it announces`);
    const fault = malformed(state.dynamicCapacity, extents);
    if (fault !== null)
      return { ...refuse(state, fault.code, fault.why), ...(fault.corruption && { corruption: fault.corruption }) };
    const used = extentsInUse(profile, state);
    let accepted: readonly Extent[] = state.dynamicCapacity.accepted;
    let more = 0;
    for (const extent of extents) {
      if (!isBacked(state.dynamicCapacity, extent))
        return refuse(state, 'INVALID_PHYSICAL_ADDRESS', `${rangeText(extent)} is not wholly accepted`);
      const left = withoutRanges(accepted, [extent], (added) => used + more + added <= profile.constants.extentsMax);
      if (left === null)
        return refuse(state, 'RESOURCES_EXHAUSTED', 'the split would leave more extents than the device supports');
      more += left.length - accepted.length;
      accepted = left;
    }
    return succeed({ ...state, dynamicCapacity: { ...state.dynamicCapacity, accepted } });
  },
  follow: (state, { extents }) => release(state, extents),
});

/** The state without what of the ranges is accepted. */
function release(state: DeviceState, ranges: readonly DpaRange[]): DeviceState {
  const backed = ranges.filter((range) => isBacked(state.dynamicCapacity, range));
  const accepted = withoutRanges(state.dynamicCapacity.accepted, backed, () => true);
  return accepted === null ? state : { ...state, dynamicCapacity: { ...state.dynamicCapacity, accepted } };
}
