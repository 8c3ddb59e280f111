import { payloadLimitLog2, withPayloadLimit } from '../device/message-limit.js';
import { succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getResponseMessageLimit } from '../mailbox/0003-get-response-message-limit.js';

export const getResponseMessageLimitHandler = defineHandler(getResponseMessageLimit, {
  concerns: ['identity'],
  handle: (state, _request, { cci }) => succeed(state, { responseMessageLimitLog2: payloadLimitLog2(state, cci) }),
  follow: (state, _request, { response }) =>
    response === null ? state : withPayloadLimit(state, 'fm', response.responseMessageLimitLog2),
});
