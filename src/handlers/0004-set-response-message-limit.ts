import { withPayloadLimit } from '../device/message-limit.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { setResponseMessageLimit } from '../mailbox/0004-set-response-message-limit.js';

/** From 256 bytes up to 1 KiB, though the interface starts with 512. */
const LOG2_MIN = 8;
const LOG2_MAX = 10;

export const setResponseMessageLimitHandler = defineHandler(setResponseMessageLimit, {
  concerns: ['identity'],
  handle(state, { responseMessageLimitLog2: log2 }, { cci }) {
    if (log2 < LOG2_MIN || log2 > LOG2_MAX)
      return refuse(state, 'INVALID_INPUT', `the limit is not between 2^${LOG2_MIN} and 2^${LOG2_MAX} bytes`);
    return succeed(withPayloadLimit(state, cci, log2), { responseMessageLimitLog2: log2 });
  },
  follow: (state, { responseMessageLimitLog2 }) => withPayloadLimit(state, 'fm', responseMessageLimitLog2),
});
