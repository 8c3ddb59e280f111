import type { LineStand } from '../readers/line-clock.js';
import type { RegisterEvent } from '../trace/events.js';
import type { RegisterAt } from './mailbox-layout.js';
import type { MmioLine } from './mmio-line.js';

/** The event of a line that accesses a register; its number is given later. */
export const registerEvent = (
  { register, offset }: RegisterAt,
  { isWrite, size, whole }: Pick<MmioLine, 'isWrite' | 'size' | 'whole'>,
  { line, timeNs }: LineStand,
  mailboxAddress: bigint,
): RegisterEvent => ({
  kind: 'register',
  seq: 0,
  line,
  timeNs,
  access: isWrite ? 'write' : 'read',
  register,
  offset,
  size,
  value: whole & ((1n << BigInt(8 * size)) - 1n),
  mailboxAddress,
});
