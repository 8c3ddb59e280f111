import { withAccepted } from '../device/accepted.js';
import { type DpaRange, isBacked, malformed, withoutRanges } from '../device/extents.js';
import { unmapped } from '../device/mapping.js';
import { type Outcome, refuse, succeed } from '../device/outcome.js';
import { defineHandler, type Profile } from '../device/profile.js';
import { afterRelease } from '../device/release.js';
import type { DeviceState } from '../device/state.js';
import { readExtents } from '../device/updated-extents.js';
import { releaseDynamicCapacity } from '../mailbox/4803-release-dynamic-capacity.js';

export const releaseDynamicCapacityHandler = defineHandler(releaseDynamicCapacity, {
  concerns: ['extents'],
  effects: ['immediate-data-change'],
  needsDynamicCapacity: true,
  judgesLength: true,
  handle(state, { extents }, call) {
    const read = readExtents(state, releaseDynamicCapacity.request, extents, call);
    if ('code' in read) return read;
    const outcome = release(call.profile, state, read.extents);
    return read.isShort && !('crash' in outcome) ? { corruption: 'request-read-past-message', ...outcome } : outcome;
  },
  follow(state, { extents }, { profile }) {
    const backed = extents.filter((range) => isBacked(state.dynamicCapacity, range));
    const accepted = withoutRanges(state.dynamicCapacity.accepted, backed, () => true);
    return accepted === null ? state : unmapped(profile, state, withAccepted(profile, state, accepted)).state;
  },
});

function release(profile: Profile, state: DeviceState, extents: readonly DpaRange[]): Outcome<never> {
  if (extents.length === 0) return refuse(state, 'INVALID_INPUT', 'the list is empty');
  const fault = malformed(state.dynamicCapacity, extents);
  if (fault !== null)
    return { ...refuse(state, fault.code, fault.why), ...(fault.corruption && { corruption: fault.corruption }) };
  const released = afterRelease(profile, state, extents);
  if ('code' in released) return refuse(state, released.code, released.why);
  const after = unmapped(profile, state, withAccepted(profile, state, released.accepted));
  return { ...succeed(after.state), log: after.log };
}
