import { mailboxCommands } from '../mailbox/index.js';
import type { LineStand } from '../readers/line-clock.js';
import { COMMAND, CONTROL, DOORBELL } from './mailbox-layout.js';
import type { MmioLine } from './mmio-line.js';

/** As much as a driver writes of one command: the whole payload area in words, and a few registers. */
const REMEMBERED_MAX = 600;

/** Where QEMU's mailbox stands in a device's registers, which begin on a page. */
const MAILBOX_OFFSET = 0x88;
const PAGE_BYTES = 0x1000;

interface Remembered {
  readonly access: MmioLine;
  readonly stand: LineStand;
}

/**
 * Finds a mailbox in traffic whose log shows neither region names nor the capability array: a known command is written,
 * and four bytes before it the doorbell rings. What was written for that command before is remembered, to be read again.
 */
export class MailboxFinder {
  private readonly recent: Remembered[] = [];
  private readonly commands = new Set<number>();

  /** The start of the device's registers where this access gives its mailbox away, else null. */
  look(access: MmioLine, stand: LineStand): number | null {
    this.remember({ access, stand });
    const { isWrite, address, size, low } = access;
    if (!isWrite) return null;
    if (size === 8 && mailboxCommands.has(low & 0xffff)) this.commands.add(address);
    const isDoorbell = size === 4 && (low & DOORBELL) !== 0 && this.commands.has(address + COMMAND - CONTROL);
    const base = address - CONTROL - MAILBOX_OFFSET;
    return isDoorbell && base >= 0 && base % PAGE_BYTES === 0 ? base : null;
  }

  /** The accesses that were remembered, oldest first; they are forgotten by this. */
  recall(): readonly Remembered[] {
    this.commands.clear();
    return this.recent.splice(0);
  }

  private remember(one: Remembered): void {
    this.recent.push(one);
    if (this.recent.length <= REMEMBERED_MAX) return;
    this.recent.splice(0, REMEMBERED_MAX / 2);
    this.commands.clear();
  }
}
