import type { EventQueue, Place } from '../readers/event-queue.js';
import type { LineStand } from '../readers/line-clock.js';
import type { RegisterEvent } from '../trace/events.js';
import { COMMAND, CONTROL, DOORBELL, mailboxRegister, PAYLOAD, type RegisterAt, STATUS } from './mailbox-layout.js';
import { MailboxTransaction } from './mailbox-transaction.js';
import type { MmioLine } from './mmio-line.js';
import { PayloadArea } from './payload-area.js';
import type { RegisterBytes } from './register-bytes.js';
import { registerEvent } from './register-event.js';
import { UnrungWrites } from './unrung-writes.js';

/** QEMU gives the mailbox of a switch this interrupt and a memory device's another: the capability register shows it. */
const SWITCH_INTERRUPT = 3;

/** Command sets that only a switch answers: physical switch, MLD port (CXL 3.1 table 8-37, CXL FM API). */
const isOfSwitch = (opcode: number): boolean => opcode >> 8 === 0x51 || opcode >> 8 === 0x53;

export interface TrafficOutput {
  readonly clock: LineStand;
  readonly queue: EventQueue;
  /** The driver rang, but the log begins after the command was written. */
  onUnknownCommand(): void;
}

/**
 * Rebuilds commands from the register traffic of one mailbox. A command is what stands in payload and command register
 * when the doorbell rings; its answer is what the driver then reads of status, command and payload. Reads and writes
 * that are no part of a command become register events.
 */
export class MailboxTraffic {
  /** Null until the log tells whose mailbox it is. */
  isSwitch: boolean | null = null;
  private readonly area = new PayloadArea();
  private readonly unrung = new UnrungWrites();
  private current: MailboxTransaction | null = null;
  /** A look at the control register that is the start of a command if a write follows. */
  private look: { readonly place: Place; readonly event: RegisterEvent } | null = null;
  private command: { readonly opcode: number; readonly lengthBytes: number } | null = null;

  constructor(
    readonly mailboxAddress: bigint,
    private readonly out: TrafficOutput,
  ) {}

  /** `offset` counts from the mailbox block's start. */
  access(offset: number, line: MmioLine): void {
    if (line.isWrite) this.write(offset, line);
    else if (offset >= PAYLOAD) this.readPayload(offset, line);
    else this.read(offset, line);
  }

  /** Ends the command that is open; `lived` tells whether the device is known to have lived on after it. */
  settle(lived: boolean): void {
    const { current } = this;
    if (current === null || current.isSettled) return;
    current.isSettled = true;
    this.isSwitch ??= isOfSwitch(current.rung.opcode) && current.status.u16(4) === 0 ? true : null;
    const event = current.event(this.area, lived, this.isSwitch === true, this.mailboxAddress);
    const length = current.responseLengthBytes;
    if (length !== null) this.command = { opcode: current.rung.opcode, lengthBytes: length };
    this.out.queue.settle(current.rung.place, event);
  }

  /** The last line of the open command that got no sign of an answer; null where there is none. */
  get unansweredLine(): number | null {
    const { current } = this;
    return current === null || current.isSettled || current.isAnswered ? null : current.lastLine;
  }

  /** The log ends, or the device died: what was prepared and never rung, is told as it is. */
  end(lived: boolean): void {
    this.settle(lived);
    this.releaseLook();
    this.tellUnrung();
  }

  private write(offset: number, line: MmioLine): void {
    if (offset === CONTROL && line.size === 4 && (line.low & DOORBELL) !== 0) this.ring(line);
    else if (offset >= PAYLOAD) {
      this.begin();
      this.area.write(offset - PAYLOAD, line);
      this.unrung.add(offset, line, this.out.clock);
    } else if (offset === COMMAND && line.size === 8) {
      this.begin();
      this.command = { opcode: line.low & 0xffff, lengthBytes: (line.low >>> 16) | ((line.high & 0xf) << 16) };
      this.unrung.add(offset, line, this.out.clock);
    } else this.observe(offset, line);
  }

  /** A command begins: the one before is over, and a look at the control register was this one's first step. */
  private begin(): void {
    this.settle(true);
    this.current = null;
    if (this.look === null) return;
    this.unrung.from(this.look.event);
    this.out.queue.settle(this.look.place, null);
    this.look = null;
  }

  private ring(line: MmioLine): void {
    this.begin();
    const { clock, queue } = this.out;
    if (this.command === null) {
      this.out.onUnknownCommand();
      this.observe(CONTROL, line);
      return;
    }
    const { opcode, lengthBytes } = this.command;
    const isShown = this.area.isShown(lengthBytes);
    const request = this.area.request(isShown ? lengthBytes : 0);
    const rung = {
      place: queue.reserve(),
      line: this.unrung.firstLine ?? clock.line,
      timeNs: clock.timeNs,
      opcode,
      request,
      requestLengthBytes: lengthBytes,
      isShown,
    };
    this.area.ring();
    this.unrung.clear();
    this.current = new MailboxTransaction(rung, clock.line);
  }

  private read(offset: number, line: MmioLine): void {
    const { current } = this;
    const isOpen = current !== null && !current.isSettled;
    if (offset >= CONTROL && offset < COMMAND) {
      if (isOpen && current.status.isEmpty) {
        current.isPolled = true;
        current.lastLine = this.out.clock.line;
      } else this.hold(offset, line);
    } else if (isOpen && offset >= COMMAND && offset < STATUS + 8) {
      const isStatus = offset >= STATUS;
      if (isStatus) this.take(current, current.status, offset - STATUS, offset, line);
      else this.take(current, current.command, offset - COMMAND, offset, line);
    } else {
      if (offset === 0 && line.size >= 4) this.isSwitch ??= ((line.low >> 7) & 0xf) === SWITCH_INTERRUPT;
      this.observe(offset, line);
    }
  }

  private take(current: MailboxTransaction, seen: RegisterBytes, at: number, offset: number, line: MmioLine): void {
    if (!seen.take(at, line)) {
      this.observe(offset, line);
      return;
    }
    if (seen === current.status && line.size === 8) current.hasWholeStatus = true;
    current.registersRead();
    this.advance(current);
  }

  private readPayload(offset: number, line: MmioLine): void {
    const { current } = this;
    const at = offset - PAYLOAD;
    // Drivers read whole words: what follows the response's last byte still belongs to reading it.
    if (current !== null && (!current.isSettled || at === this.area.responseBytes)) {
      this.area.read(at, line);
      this.advance(current);
    } else this.observe(offset, line);
  }

  private advance(current: MailboxTransaction): void {
    if (current.isSettled) return;
    current.lastLine = this.out.clock.line;
    if (this.area.responseBytes >= current.completeBytes) this.settle(true);
  }

  private hold(offset: number, line: MmioLine): void {
    this.releaseLook();
    this.look = { place: this.out.queue.reserve(), event: this.registerEvent(mailboxRegister(offset), line) };
  }

  private releaseLook(): void {
    if (this.look === null) return;
    this.out.queue.settle(this.look.place, this.isSwitch === true ? null : this.look.event);
    this.look = null;
  }

  /** An access of its own. A trace has no register records for a switch's mailbox: they would be the device's. */
  private observe(offset: number, line: MmioLine): void {
    this.releaseLook();
    if (!line.isWrite && offset >= COMMAND) this.tellUnrung();
    if (this.isSwitch !== true) this.out.queue.push(this.registerEvent(mailboxRegister(offset), line));
  }

  private tellUnrung(): void {
    if (this.unrung.isEmpty) return;
    const stand = { mailboxAddress: this.mailboxAddress };
    for (const event of this.unrung.events(stand)) if (this.isSwitch !== true) this.out.queue.push(event);
    this.unrung.clear();
  }

  private registerEvent(at: RegisterAt, line: MmioLine): RegisterEvent {
    const { clock } = this.out;
    return registerEvent(at, line, clock, this.mailboxAddress);
  }
}
