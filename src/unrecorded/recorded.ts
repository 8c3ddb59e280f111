import type { Command } from '../protocol/command.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import type { TraceEvent } from '../trace/events.js';

/** What the device answered to a command that it took, zeros where the host did not read on; null where it is another. */
export function successOf<Response>(event: TraceEvent, command: Command<unknown, Response>): Response | null {
  if (!isTaken(event, command.opcode) || event.answer?.response === undefined) return null;
  const { response, responseLengthBytes = 0 } = event.answer;
  const whole = new Uint8Array(Math.max(responseLengthBytes, response.length));
  whole.set(response);
  return command.response.decode(whole);
}

/** Whether the record is of that command and the device took it. */
export const isTaken = (event: TraceEvent, opcode: number): event is Extract<TraceEvent, { kind: 'mailbox' }> =>
  event.kind === 'mailbox' && event.opcode === opcode && event.answer?.returnCode === RETURN_CODES.SUCCESS;
