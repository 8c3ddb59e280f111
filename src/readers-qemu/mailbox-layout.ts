import type { RegisterEvent } from '../trace/events.js';

/**
 * Where the registers stand in the mailbox block, in bytes from its start (CXL 3.1 8.2.8.4 Mailbox Registers).
 */
export const CONTROL = 0x04;
export const COMMAND = 0x08;
export const STATUS = 0x10;
const BACKGROUND_STATUS = 0x18;
export const PAYLOAD = 0x20;

/** Control register: the host rings, the device clears when it is done. */
export const DOORBELL = 1;

export type RegisterAt = Pick<RegisterEvent, 'register' | 'offset'>;

/** The register that an access at `offset` of the mailbox block begins in. */
export function mailboxRegister(offset: number): RegisterAt {
  if (offset >= PAYLOAD) return { register: 'payload', offset: offset - PAYLOAD };
  if (offset >= BACKGROUND_STATUS) return { register: 'background-status', offset: offset - BACKGROUND_STATUS };
  if (offset >= STATUS) return { register: 'mailbox-status', offset: offset - STATUS };
  if (offset >= COMMAND) return { register: 'mailbox-command', offset: offset - COMMAND };
  if (offset >= CONTROL) return { register: 'mailbox-control', offset: offset - CONTROL };
  return { register: 'mailbox-capability', offset };
}
