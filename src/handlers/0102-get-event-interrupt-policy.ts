import { succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getEventInterruptPolicy } from '../mailbox/0102-get-event-interrupt-policy.js';

/** The vectors that the logs report; the Dynamic Capacity log reports none, though it signals vector 2. */
const VECTORS = [2, 3, 4, 5, 0] as const;

export const getEventInterruptPolicyHandler = defineHandler(getEventInterruptPolicy, {
  concerns: ['events'],
  handle(state) {
    const settings = (log: 0 | 1 | 2 | 3 | 4) =>
      state.eventLogs[log]?.interruptEnabled ? { mode: 1, messageNumber: VECTORS[log] } : { mode: 0, messageNumber: 0 };
    return succeed(state, {
      informational: settings(0),
      warning: settings(1),
      failure: settings(2),
      fatal: settings(3),
      dynamicCapacity: settings(4),
    });
  },
});
