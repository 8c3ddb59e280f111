import { succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { setTimestamp } from '../mailbox/0301-set-timestamp.js';

export const setTimestampHandler = defineHandler(setTimestamp, {
  concerns: ['clock'],
  effects: ['immediate-policy-change'],
  handle: (state, { timestampNs }) =>
    succeed({ ...state, timestamp: { isSet: true, hostSetNs: timestampNs, lastSetNs: state.nowNs } }),
});
