import { succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { timestampNs } from '../device/timestamp.js';
import { getTimestamp } from '../mailbox/0300-get-timestamp.js';

export const getTimestampHandler = defineHandler(getTimestamp, {
  concerns: ['clock'],
  handle: (state) => succeed(state, { timestampNs: timestampNs(state) }),
  follow: (state, _request, { response }) =>
    response === null
      ? state
      : { ...state, timestamp: { isSet: true, hostSetNs: response.timestampNs, lastSetNs: state.nowNs } },
});
