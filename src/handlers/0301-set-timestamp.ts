import { crash, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { diesOfTimestamp } from '../device/timestamp.js';
import { setTimestamp } from '../mailbox/0301-set-timestamp.js';

export const setTimestampHandler = defineHandler(setTimestamp, {
  concerns: ['clock'],
  effects: ['immediate-policy-change'],
  handle: (state, { timestampNs }, call) =>
    diesOfTimestamp(call)
      ? crash('switch-timestamp')
      : succeed({ ...state, timestamp: { isSet: true, hostSetNs: timestampNs, lastSetNs: state.nowNs } }),
});
