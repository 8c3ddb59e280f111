import { tunnelManagementCommand } from '../mailbox/5300-tunnel-management-command.js';
import type { MailboxEvent, Tunnel } from '../trace/events.js';

type Refused = Pick<MailboxEvent, 'cci' | 'opcode' | 'request' | 'requestLengthBytes' | 'answer' | 'tunnel'>;

/**
 * What a record shows whose inner command is null, since the tunnel refused it: the command that the tunnel's bytes
 * hold, or, where they are too few to hold one, the Tunnel Management Command itself.
 */
export function refusedTunnel(tunnel: Tunnel): Refused {
  const inner = tunnelManagementCommand.request.decode(tunnel.request);
  if (inner !== null) {
    const { message, payload } = inner;
    return {
      cci: 'fm',
      opcode: message.opcode,
      request: payload,
      requestLengthBytes: payload.length,
      answer: null,
      tunnel,
    };
  }
  const { request, returnCode, response } = tunnel;
  return {
    cci: 'switch',
    opcode: tunnelManagementCommand.opcode,
    request,
    requestLengthBytes: request.length,
    answer:
      returnCode === null
        ? null
        : { returnCode, ...(response !== null && { response, responseLengthBytes: response.length }) },
  };
}
