import { tunnelManagementCommand } from '../mailbox/5300-tunnel-management-command.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import type { MailboxEvent, RecordedAnswer } from '../trace/events.js';

/** The command that carries another one to the device behind it. */
export const TUNNEL_OPCODE = tunnelManagementCommand.opcode;

/** What a trace saw of a Tunnel Management Command. */
export interface SeenTunnel {
  readonly request: Uint8Array;
  /** Null where no answer was seen. */
  readonly answer: RecordedAnswer | null;
}

type Tunnelled = Pick<MailboxEvent, 'cci' | 'opcode' | 'request' | 'requestLengthBytes' | 'answer' | 'tunnel'>;

/**
 * The tunnelled command as traces spell it: the inner command, with the outer one as `tunnel`. Null where the request
 * is too short to hold a command: then the tunnel itself is all that there is.
 */
export function tunnelledEvent({ request, answer }: SeenTunnel): Tunnelled | null {
  const outer = tunnelManagementCommand.request.decode(request);
  if (outer === null) return null;
  const { message, payload } = outer;
  const returnCode = answer?.returnCode ?? null;
  const response = answer?.response ?? null;
  return {
    cci: 'fm',
    opcode: message.opcode,
    request: payload,
    requestLengthBytes: payload.length,
    answer: returnCode === RETURN_CODES.SUCCESS && response !== null ? innerAnswer(response, answer) : null,
    tunnel: { request, returnCode, response: returnCode === null ? null : response },
  };
}

function innerAnswer(response: Uint8Array, outer: RecordedAnswer | null): RecordedAnswer | null {
  const carried = tunnelManagementCommand.response.decode(response);
  if (carried === null) return null;
  return {
    returnCode: carried.message.returnCode,
    response: carried.payload,
    responseLengthBytes: carried.payload.length,
    ...(outer?.background !== undefined && { background: outer.background }),
  };
}
