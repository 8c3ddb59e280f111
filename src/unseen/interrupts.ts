import { getEventInterruptPolicy } from '../mailbox/0102-get-event-interrupt-policy.js';
import { setEventInterruptPolicy } from '../mailbox/0103-set-event-interrupt-policy.js';
import { isOf, type Teller, taken } from './teller.js';

/** The interrupt policy tells which logs a host had let interrupt it. */
export const interrupts: Teller = {
  part: 'interrupts',
  dependsOn: ({ event }) => isOf(event, getEventInterruptPolicy),
  tell({ device, event }) {
    const told = taken(event, getEventInterruptPolicy)?.response;
    if (told == null) return null;
    const { informational, warning, failure, fatal, dynamicCapacity } = told;
    const enabled = [informational, warning, failure, fatal, dynamicCapacity].map(({ mode }) => mode === 1);
    const eventLogs = device.eventLogs.map((log, number) => ({ ...log, interruptEnabled: enabled[number] === true }));
    const names = Object.keys(told).filter((_, number) => enabled[number]);
    return { device: { ...device, eventLogs }, value: names.length === 0 ? 'none' : names.join(', ') };
  },
  wants: { mailbox: [getEventInterruptPolicy, setEventInterruptPolicy] },
  settles: ({ event }) =>
    taken(event, getEventInterruptPolicy) !== null ||
    taken(event, setEventInterruptPolicy)?.request.dynamicCapacity !== undefined,
};
