import type { Place } from '../readers/event-queue.js';
import { TUNNEL_OPCODE, tunnelledEvent } from '../readers-wire/tunnelled-event.js';
import type { MailboxEvent, RecordedAnswer } from '../trace/events.js';
import type { PayloadArea } from './payload-area.js';
import { RegisterBytes } from './register-bytes.js';

/** What was known when the doorbell rang. */
export interface Rung {
  readonly place: Place;
  readonly line: number;
  readonly timeNs: bigint | null;
  readonly opcode: number;
  readonly request: Uint8Array;
  readonly requestLengthBytes: number;
  /** False where the log begins after the payload was written. */
  readonly isShown: boolean;
}

/** A command from its doorbell on, and what the driver has read of the answer. */
export class MailboxTransaction {
  readonly status = new RegisterBytes();
  readonly command = new RegisterBytes();
  /** The status register was read as a whole, which is when the device brings its background bit up to date. */
  hasWholeStatus = false;
  /** The driver looked whether the doorbell has been cleared: the device lived on. */
  isPolled = false;
  isSettled = false;

  constructor(
    readonly rung: Rung,
    public lastLine: number,
  ) {}

  /** Bytes of the response as the command register tells; null where it was not read. */
  get responseLengthBytes(): number | null {
    const low = this.command.u16(2);
    return low === null ? null : low | ((this.command.byte(4) & 0xf) << 16);
  }

  /** Bytes of payload after which the answer is known; infinite as long as its length or return code are not. */
  completeBytes = Number.POSITIVE_INFINITY;

  /** Called when a status or command register was read. */
  registersRead(): void {
    const length = this.responseLengthBytes;
    if (length !== null && this.status.u16(4) !== null) this.completeBytes = length;
  }

  /** Whether the driver has seen anything of the answer. */
  get isAnswered(): boolean {
    return this.isPolled || !this.status.isEmpty || !this.command.isEmpty;
  }

  /** The event; `lived` tells whether the device is known to have lived on where the driver saw nothing. */
  event(area: PayloadArea, lived: boolean, isSwitch: boolean, mailboxAddress: bigint): MailboxEvent {
    const { line, timeNs, opcode, request, requestLengthBytes, isShown } = this.rung;
    const { lastLine } = this;
    const answer = this.isAnswered || area.responseBytes > 0 || lived ? this.answer(area) : null;
    const kind = 'mailbox' as const;
    if (!isSwitch)
      return {
        kind,
        seq: 0,
        line,
        lastLine,
        timeNs,
        cci: 'primary',
        opcode,
        request,
        requestLengthBytes,
        answer,
        mailboxAddress,
        ...(!isShown && { isRequestUnknown: true as const }),
      };
    const isTold = answer === null || answer.returnCode !== undefined;
    const tunnelled = opcode === TUNNEL_OPCODE && isTold && isShown ? tunnelledEvent({ request, answer }) : null;
    const plain = {
      cci: 'switch' as const,
      opcode,
      request,
      requestLengthBytes,
      answer,
      ...(!isShown && { isRequestUnknown: true as const }),
    };
    return { kind, seq: 0, line, lastLine, timeNs, ...(tunnelled ?? plain) };
  }

  private answer(area: PayloadArea): RecordedAnswer {
    const returnCode = this.status.u16(4);
    const length = this.responseLengthBytes;
    const failed = returnCode !== null && returnCode > 1;
    if (returnCode !== null && length !== null && this.hasWholeStatus) {
      const background = (this.status.byte(0) & 1) === 1;
      return { returnCode, response: area.response(length), responseLengthBytes: length, background };
    }
    // A driver that reads no length has read all that it wants; after an error there is nothing to read.
    const hasResponse = length !== null || area.responseBytes > 0 || failed;
    const response = area.response(length ?? area.responseBytes);
    return {
      ...(returnCode !== null && { returnCode }),
      ...(hasResponse && { response, responseLengthBytes: length ?? response.length }),
      ...(this.hasWholeStatus && { background: (this.status.byte(0) & 1) === 1 }),
    };
  }
}
