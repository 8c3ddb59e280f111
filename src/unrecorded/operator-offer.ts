import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import type { Explanation } from './explanation.js';
import { capacityRequest } from './operator-commands.js';
import { isTaken } from './recorded.js';

/** What a host could accept was offered to it, though it may not have read of it. */
export const operatorOffer: Explanation = {
  by: 'operator',
  *attempts({ device, event }) {
    if (!isTaken(event, addDynamicCapacityResponse.opcode)) return;
    const extents = addDynamicCapacityResponse.request.decode(event.request)?.extents ?? [];
    const offered = extents.map(({ startDpa, lengthBytes }) => ({ startDpa, lengthBytes, tag: null }));
    const command = capacityRequest(device, { type: 'add-capacity', hostId: 0, extents: offered });
    if (command !== null) yield { commands: [command] };
  },
};
