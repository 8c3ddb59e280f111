import type { Command } from '../protocol/command.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import type { MailboxEvent, TraceEvent } from './events.js';

/** Whether the record is of the command, and the device took it. */
export const hasSucceeded = (event: TraceEvent, { opcode }: Pick<Command, 'opcode'>): event is MailboxEvent =>
  event.kind === 'mailbox' && event.opcode === opcode && event.answer?.returnCode === RETURN_CODES.SUCCESS;

/** What the device answered to a command that it took, zeros where the guest did not read on; null where it is another. */
export function successOf<Response>(event: TraceEvent, command: Command<unknown, Response>): Response | null {
  if (!hasSucceeded(event, command) || event.answer?.response === undefined) return null;
  const { response, responseLengthBytes = 0 } = event.answer;
  if (response.length >= responseLengthBytes) return command.response.decode(response);
  const whole = new Uint8Array(responseLengthBytes);
  whole.set(response);
  return command.response.decode(whole);
}
