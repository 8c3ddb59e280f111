import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { DOWNSTREAM_PORT, DOWNSTREAM_PORT_STATE } from '../device/switch.js';
import { getPhysicalPortState } from '../mailbox/5101-get-physical-port-state.js';

export const getPhysicalPortStateHandler = defineHandler(getPhysicalPortState, {
  concerns: ['identity'],
  handle(state, { portIds }, { payload, cci }) {
    const { request, response } = getPhysicalPortState;
    const stated = request.statedCount(payload);
    const portBytes = DOWNSTREAM_PORT_BYTES;
    if (response.sizeBytes + portBytes * stated > state.ccis[cci].payloadBytesMax)
      return refuse(state, 'INVALID_INPUT', 'the answer would be longer than the interface takes');
    const isForeign = portIds.some((portId) => portId !== DOWNSTREAM_PORT);
    if (isForeign) return refuse(state, 'INVALID_INPUT', 'the switch has no port of that number');
    // The list may end before the ports that it announces: the device reads on behind the request.
    const answer = succeed(state, { ports: Array.from({ length: stated }, () => DOWNSTREAM_PORT_STATE) });
    return stated > portIds.length ? { ...answer, corruption: 'request-read-past-message' } : answer;
  },
});

const DOWNSTREAM_PORT_BYTES = 16;
