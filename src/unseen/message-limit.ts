import { identify } from '../mailbox/0001-identify.js';
import { getResponseMessageLimit } from '../mailbox/0003-get-response-message-limit.js';
import { setResponseMessageLimit } from '../mailbox/0004-set-response-message-limit.js';
import { systemReset } from '../qmp/system-reset.js';
import { isOf, isReset, type Teller, taken } from './teller.js';

/** The limit of messages on the interface of the fabric manager, which a fabric manager may have set. */
export const messageLimit: Teller = {
  part: 'message-limit',
  dependsOn: ({ event }) =>
    isOf(event, getResponseMessageLimit, identify) && event.kind === 'mailbox' && event.cci === 'fm',
  tell({ device, event }) {
    if (event.kind !== 'mailbox' || event.cci !== 'fm') return null;
    const log2 =
      taken(event, getResponseMessageLimit)?.response?.responseMessageLimitLog2 ??
      taken(event, identify)?.response?.messageSizeMaxLog2;
    if (log2 === undefined) return null;
    const fm = { ...device.ccis.fm, payloadBytesMax: 2 ** log2 };
    return { device: { ...device, ccis: { ...device.ccis, fm } }, value: 2 ** log2 };
  },
  wants: { mailbox: [getResponseMessageLimit, setResponseMessageLimit], kinds: ['reset'], qmp: [systemReset] },
  settles: ({ event }) =>
    taken(event, getResponseMessageLimit) !== null || taken(event, setResponseMessageLimit) !== null || isReset(event),
};
