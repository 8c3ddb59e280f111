import { succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getEventInterruptPolicy } from '../mailbox/0102-get-event-interrupt-policy.js';

/** The vectors that the first four logs signal; the Dynamic Capacity log shares the first one's. */
const VECTORS = [2, 3, 4, 5] as const;

export const getEventInterruptPolicyHandler = defineHandler(getEventInterruptPolicy, {
  concerns: ['events'],
  handle(state, _request, { profile: { behaviours } }) {
    const settings = (log: number, messageNumber: number) =>
      state.eventLogs[log]?.interruptEnabled ? { mode: 1, messageNumber } : { mode: 0, messageNumber: 0 };
    return succeed(state, {
      informational: settings(0, VECTORS[0]),
      warning: settings(1, VECTORS[1]),
      failure: settings(2, VECTORS[2]),
      fatal: settings(3, VECTORS[3]),
      dynamicCapacity: settings(4, behaviours.dynamicCapacityVector === 'none' ? 0 : VECTORS[0]),
    });
  },
});
