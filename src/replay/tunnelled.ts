import type { MailboxAnswer } from '../device/mailbox.js';
import { tunnelManagementCommand } from '../mailbox/5300-tunnel-management-command.js';
import { RETURN_CODES } from '../protocol/return-codes.js';

/** The opcode that stands for a record with a tunnel on the interface where it begins. */
export const TUNNEL_OPCODE = tunnelManagementCommand.opcode;

/** The inner answer that a tunnel's answer carries; null where the tunnel refused. */
export function tunnelledAnswer(outer: MailboxAnswer): MailboxAnswer | null {
  if (outer.returnCode !== RETURN_CODES.SUCCESS) return null;
  const carried = tunnelManagementCommand.response.decode(outer.response);
  if (carried === null) return null;
  return { returnCode: carried.message.returnCode, response: carried.payload, background: outer.background };
}
