import { crash, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { diesOfTimestamp, timestampNs } from '../device/timestamp.js';
import { getTimestamp } from '../mailbox/0300-get-timestamp.js';

export const getTimestampHandler = defineHandler(getTimestamp, {
  concerns: ['clock'],
  handle: (state, _request, call) =>
    diesOfTimestamp(call) ? crash('switch-timestamp') : succeed(state, { timestampNs: timestampNs(state) }),
  follow: (state, _request, { response }) =>
    response === null
      ? state
      : { ...state, timestamp: { isSet: true, hostSetNs: response.timestampNs, lastSetNs: state.nowNs } },
});
