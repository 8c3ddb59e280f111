import { refuse, succeed } from '../device/outcome.js';
import { type Call, defineHandler } from '../device/profile.js';
import type { CciName } from '../device/state.js';
import { DOWNSTREAM_PORT } from '../device/switch.js';
import { type TUNNEL_TARGETS, tunnelManagementCommand } from '../mailbox/5300-tunnel-management-command.js';
import { CciMessageHeader, cciAnswerHeader } from '../protocol/cci-message.js';

/** What stands in the request before the message whose size it states. */
const ADDRESS_BYTES = 4;

/** The one target type that there is. */
const PORT_OR_LD: keyof typeof TUNNEL_TARGETS = 'port-or-ld';

/** The number of the only logical device behind the interface of all of them. */
const FIRST_LOGICAL_DEVICE = 0;

export const tunnelManagementCommandHandler = defineHandler(tunnelManagementCommand, {
  concerns: [],
  handle(state, request, call) {
    const { message, commandSizeBytes, targetType } = request;
    const header = CciMessageHeader.sizeBytes;
    if (commandSizeBytes < header || commandSizeBytes !== call.payload.length - ADDRESS_BYTES)
      return refuse(state, 'INVALID_PAYLOAD_LENGTH', 'the stated size of the message is not the size of what follows');
    if (message.category !== 'request')
      return refuse(state, 'INVALID_INPUT', 'the message in the tunnel is no request');
    if (targetType !== PORT_OR_LD)
      return {
        ...refuse(state, 'INVALID_INPUT', 'the tunnel does not lead to a port or a logical device'),
        log: ['Tunneled Command sent to non existent FM-LD'],
      };
    const cci = target(call, request.portOrLdId);
    if (cci === null) return refuse(state, 'INVALID_INPUT', 'there is nothing at the other end of the tunnel');
    const isShort = message.payloadLengthBytes > request.payload.length;
    if (isShort && call.profile.behaviours.fabricManagerLengths === 'checked')
      return refuse(state, 'INVALID_PAYLOAD_LENGTH', 'the message is shorter than its header says');
    const payload = exactly(request.payload, message.payloadLengthBytes);
    const inner = call.run(call.profile, state, { cci, opcode: message.opcode, payload, hostNs: call.hostNs });
    if ('crash' in inner) return inner;
    const { length } = inner.response;
    return {
      ...succeed(inner.state, {
        responseSizeBytes: header + length,
        message: cciAnswerHeader(message, inner.code, length),
        payload: inner.response,
      }),
      log: inner.log,
      ...(inner.why !== null && { why: inner.why }),
      ...((isShort || inner.corruption) && { corruption: inner.corruption ?? 'request-read-past-message' }),
    };
  },
});

/** From a switch to the device behind the port, from there to its logical device. */
function target({ cci }: Call, portOrLdId: number): CciName | null {
  if (cci === 'switch') return portOrLdId === DOWNSTREAM_PORT ? 'fm' : null;
  return portOrLdId === FIRST_LOGICAL_DEVICE ? 'ld0' : null;
}

/** As many bytes as the message's header says; what the request does not have reads as zero. */
function exactly(payload: Uint8Array, lengthBytes: number): Uint8Array {
  if (lengthBytes <= payload.length) return payload.subarray(0, lengthBytes);
  const whole = new Uint8Array(lengthBytes);
  whole.set(payload);
  return whole;
}
