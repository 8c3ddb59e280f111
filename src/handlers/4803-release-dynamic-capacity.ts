import { withAccepted } from '../device/accepted.js';
import { type DpaRange, isBacked, malformed, withoutRanges } from '../device/extents.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { afterRelease } from '../device/release.js';
import type { DeviceState } from '../device/state.js';
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
    const released = afterRelease(profile, state, extents);
    if ('code' in released) return refuse(state, released.code, released.why);
    return succeed(withAccepted(profile, state, released.accepted));
  },
  follow: (state, { extents }) => release(state, extents),
});

/** The state without what of the ranges is accepted. */
function release(state: DeviceState, ranges: readonly DpaRange[]): DeviceState {
  const backed = ranges.filter((range) => isBacked(state.dynamicCapacity, range));
  const accepted = withoutRanges(state.dynamicCapacity.accepted, backed, () => true);
  return accepted === null ? state : { ...state, dynamicCapacity: { ...state.dynamicCapacity, accepted } };
}
