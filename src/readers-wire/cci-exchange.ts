import type { Issue, IssueCode } from '../base/issue.js';
import { CciMessage, type CciMessageHeader } from '../protocol/cci-message.js';
import { opcodeText } from '../protocol/opcode.js';
import type { EventQueue, Place } from '../readers/event-queue.js';
import type { MailboxEvent, RecordedAnswer } from '../trace/events.js';
import type { MctpMessage } from './mctp.js';
import { TUNNEL_OPCODE, tunnelledEvent } from './tunnelled-event.js';

/** Command sets of a switch itself: physical and virtual switch. The others are those of a device behind it. */
const SWITCH_COMMAND_SETS: readonly number[] = [0x51, 0x52];

/** The top byte of the header's length: 5 bits of length, and whether the command went to the background. */
const LENGTH_MASK = 0x1f_ffff;
const BACKGROUND_BIT = 0x80_0000;

interface ReadMessage {
  readonly header: CciMessageHeader;
  readonly payload: Uint8Array;
  readonly isBackground: boolean;
}

interface Asked {
  readonly message: MctpMessage;
  readonly opcode: number;
  readonly cciTag: number;
  readonly request: Uint8Array;
  readonly place: Place;
}

/** Pairs the commands and answers that CCI messages carry; events stand in the order in which requests were whole. */
export class CciExchange {
  private waiting: Asked[] = [];
  private firstNs: bigint | null = null;

  constructor(
    private readonly queue: EventQueue,
    private readonly onIssue: (issue: Issue) => void,
  ) {}

  message(message: MctpMessage): void {
    this.firstNs ??= message.epochNs;
    const read = this.read(message);
    if (read === null) return;
    if (read.header.category === 'request') this.request(message, read);
    else if (read.header.category === 'response') this.response(message, read);
    else
      this.issue(
        message,
        'invalid-field',
        `a CCI message of category ${read.header.category}: neither asks nor answers`,
      );
  }

  /** Tells the commands that no one answered. */
  end(): void {
    for (const asked of this.waiting) this.unanswered(asked);
    this.waiting = [];
  }

  private request(message: MctpMessage, { header, payload }: ReadMessage): void {
    const { opcode, tag: cciTag } = header;
    const again = this.waiting.find(
      (one) => one.cciTag === cciTag && one.message.tag === message.tag && isSameWay(one.message, message),
    );
    if (again !== undefined) this.unanswered(again);
    this.waiting = this.waiting.filter((one) => one !== again);
    this.waiting.push({ message, opcode, cciTag, request: payload, place: this.queue.reserve() });
  }

  private response(message: MctpMessage, { header, payload, isBackground }: ReadMessage): void {
    const { opcode, tag, returnCode } = header;
    const back = this.waiting.filter(
      (one) => one.opcode === opcode && one.cciTag === tag && isAnswerTo(one.message, message),
    );
    const asked = back.find((one) => one.message.tag === message.tag) ?? back[0];
    if (asked === undefined) {
      const what = `an answer to ${opcodeText(opcode)} from endpoint ${message.source}, tag ${tag}`;
      this.issue(message, 'missing-request', `${what}: its request is not in the file; it is left out`);
      return;
    }
    this.waiting = this.waiting.filter((one) => one !== asked);
    const responseLengthBytes = payload.length;
    const answer = { returnCode, response: payload, responseLengthBytes, background: isBackground };
    this.settle(asked, answer, message.lastPacket);
  }

  private unanswered(asked: Asked): void {
    const to = `endpoint ${asked.message.destination}`;
    this.issue(asked.message, 'missing-answer', `${opcodeText(asked.opcode)} to ${to} has no answer in the file`);
    this.settle(asked, null, asked.message.lastPacket);
  }

  private settle({ message, opcode, request, place }: Asked, answer: RecordedAnswer | null, lastLine: number): void {
    const { firstPacket: line, epochNs } = message;
    const timeNs = epochNs === null || this.firstNs === null ? null : epochNs - this.firstNs;
    const stand = { kind: 'mailbox', seq: 0, line, ...(lastLine > line && { lastLine }), timeNs } as const;
    const tunnelled =
      opcode === TUNNEL_OPCODE ? tunnelledEvent({ request, answer: answer && withoutBackground(answer) }) : null;
    const isSwitch = opcode === TUNNEL_OPCODE || SWITCH_COMMAND_SETS.includes(opcode >> 8);
    const plain: Pick<MailboxEvent, 'cci' | 'opcode' | 'request' | 'requestLengthBytes' | 'answer'> = {
      cci: isSwitch ? 'switch' : 'fm',
      opcode,
      request,
      requestLengthBytes: request.length,
      answer: isSwitch && answer !== null ? withoutBackground(answer) : answer,
    };
    this.queue.settle(place, { ...stand, ...(tunnelled ?? plain) });
  }

  private read(message: MctpMessage): ReadMessage | null {
    const { body } = message;
    const { sizeBytes } = CciMessage;
    const read = CciMessage.decode(body);
    if (read === null) {
      const what = `a CCI message of ${body.length} bytes; its header alone has ${sizeBytes}`;
      this.issue(message, 'short-payload', `${what}. It is left out`);
      return null;
    }
    const { header } = read;
    const stated = header.payloadLengthBytes & LENGTH_MASK;
    const payload = read.payload.subarray(0, stated);
    const there = body.length - sizeBytes;
    if (there !== stated) {
      const what = `${opcodeText(header.opcode)}: the header says ${stated} payload bytes, the message has ${there}`;
      this.issue(message, there < stated ? 'short-payload' : 'trailing-bytes', what);
    }
    return { header, payload, isBackground: (header.payloadLengthBytes & BACKGROUND_BIT) !== 0 };
  }

  private issue({ firstPacket, byteOffset }: MctpMessage, code: IssueCode, message: string): void {
    this.onIssue({ code, line: firstPacket, byteOffset, message });
  }
}

/** Of a switch, `background` is a bit of its mailbox's status register, which no message shows. */
const withoutBackground = ({ background: _, ...answer }: RecordedAnswer): RecordedAnswer => answer;

const isSameWay = (left: MctpMessage, right: MctpMessage): boolean =>
  left.source === right.source && left.destination === right.destination;

const isAnswerTo = (request: MctpMessage, answer: MctpMessage): boolean =>
  request.source === answer.destination && request.destination === answer.source;
