import { getTimestamp } from '../mailbox/0300-get-timestamp.js';
import { setTimestamp } from '../mailbox/0301-set-timestamp.js';
import { isOf, type Teller, taken } from './teller.js';

/** The device's time tells when a host had set it. */
export const timestamp: Teller = {
  part: 'timestamp',
  dependsOn: ({ event }) => isOf(event, getTimestamp),
  tell({ device, event }) {
    const told = taken(event, getTimestamp)?.response;
    if (told == null) return null;
    const { timestampNs } = told;
    return {
      device: { ...device, timestamp: { isSet: true, hostSetNs: timestampNs, lastSetNs: device.nowNs } },
      value: `set: ${timestampNs} ns at this record`,
    };
  },
  wants: { mailbox: [getTimestamp, setTimestamp] },
  settles: ({ event }) => taken(event, getTimestamp) !== null || taken(event, setTimestamp) !== null,
};
