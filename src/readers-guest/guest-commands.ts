import type { EventQueue, Place } from '../readers/event-queue.js';
import type { MailboxEvent, RecordedAnswer, TraceEvent } from '../trace/events.js';
import type { GuestFact } from '../trace/guest-facts.js';

/** Where a line stands and when it was printed. */
export interface LineStand {
  readonly line: number;
  readonly timeNs: bigint | null;
}

/** A command that the driver has sent and not yet told the outcome of. */
interface Open {
  readonly place: Place;
  readonly stand: LineStand;
  readonly opcode: number;
  readonly requestLengthBytes: number;
  lastLine: number;
  /** The doorbell cleared, or the driver went on in another way: without an error line the command succeeded. */
  hasAnswered: boolean;
}

const SUCCESS = 0;
const BACKGROUND_STARTED = 1;

/**
 * Builds one device's commands from the lines around them. A line names the opcode, a later one the error; success has
 * no line: it is what the driver goes on from. The payloads are in no line.
 */
export class GuestCommands {
  mailboxAddress: bigint | null = null;
  private open: Open | null = null;
  private registers = 0n;
  /** What a program asked for just before: its opcode and how long its request is. */
  private asked: { readonly opcode: number; readonly lengthBytes: number } | null = null;

  constructor(
    private readonly device: string,
    private readonly queue: EventQueue,
  ) {}

  /** Takes what a line of this device says. Returns false where the line says something else besides. */
  take(fact: GuestFact, stand: LineStand): boolean {
    switch (fact.kind) {
      case 'command-sent':
        this.send(fact.opcode, stand);
        return true;
      case 'doorbell-wait':
        return this.answered(stand);
      case 'command-failed':
        // What the driver cannot word is some return code all the same, but not known which.
        return this.settle(fact.returnCode === null ? {} : { returnCode: fact.returnCode }, stand);
      case 'background-started':
      case 'sanitize-started':
        this.settle({ returnCode: BACKGROUND_STARTED }, stand);
        return false;
      case 'command-timeout':
        this.settle(null, stand);
        return false;
      case 'user-command':
        if (fact.opcode !== null && fact.requestLengthBytes !== null)
          this.asked = { opcode: fact.opcode, lengthBytes: fact.requestLengthBytes };
        return false;
      case 'registers-mapped':
        this.registers = fact.address;
        return false;
      case 'capability-found':
        if (fact.capability === 'Mailbox') this.mailboxAddress = this.registers + BigInt(fact.offset);
        return false;
      default:
        return false;
    }
  }

  /** Settles what is open: the recording ends, or too many lines wait for it. */
  close(): void {
    if (this.open !== null) this.settle(this.open.hasAnswered ? { returnCode: SUCCESS } : {}, null);
  }

  private send(opcode: number, stand: LineStand): void {
    // One command at a time: the driver would have told an error before it sends the next.
    if (this.open !== null) this.settle({ returnCode: SUCCESS }, null);
    const requestLengthBytes = this.asked?.opcode === opcode ? this.asked.lengthBytes : 0;
    this.asked = null;
    const place = this.queue.reserve();
    this.open = { place, stand, opcode, requestLengthBytes, lastLine: stand.line, hasAnswered: false };
  }

  private answered({ line }: LineStand): boolean {
    if (this.open === null) return false;
    this.open.hasAnswered = true;
    this.open.lastLine = line;
    return true;
  }

  private settle(answer: RecordedAnswer | null, stand: LineStand | null): boolean {
    const { open } = this;
    if (open === null) return false;
    this.open = null;
    this.queue.settle(open.place, this.event(open, answer, stand?.line ?? open.lastLine));
    return true;
  }

  private event(open: Open, answer: RecordedAnswer | null, lastLine: number): TraceEvent {
    const { stand, opcode, requestLengthBytes } = open;
    const event: MailboxEvent = {
      kind: 'mailbox',
      seq: 0,
      line: stand.line,
      ...(lastLine !== stand.line && { lastLine }),
      timeNs: stand.timeNs,
      cci: 'primary',
      opcode,
      request: new Uint8Array(),
      requestLengthBytes,
      isRequestUnknown: true,
      answer,
      ...(this.mailboxAddress !== null && { mailboxAddress: this.mailboxAddress }),
      deviceId: this.device,
    };
    return event;
  }
}
