import { fromHex, hexNumber } from '../base/hex.js';
import type { Issue } from '../base/issue.js';
import type { EventQueue, Place } from '../readers/event-queue.js';
import type { MailboxEvent } from '../trace/events.js';
import type { HexTraceLine } from './hex-trace-line.js';
import { TUNNEL_OPCODE, tunnelledEvent } from './tunnelled-event.js';

/** A payload as its rows come in. */
class Payload {
  private readonly parts: Uint8Array[] = [];
  bytes = 0;
  isBroken = false;

  constructor(readonly statedBytes: number | null) {}

  /** Takes a row; false where rows before it are missing, from which on nothing can be placed. */
  row(offset: number, hex: string): boolean {
    if (this.isBroken) return true;
    if (offset !== this.bytes) {
      this.isBroken = true;
      return false;
    }
    const room = (this.statedBytes ?? Number.POSITIVE_INFINITY) - this.bytes;
    const part = (fromHex(hex) as Uint8Array).subarray(0, room);
    this.parts.push(part);
    this.bytes += part.length;
    return true;
  }

  whole(): Uint8Array {
    return this.parts.length === 1 ? (this.parts[0] as Uint8Array) : Buffer.concat(this.parts);
  }
}

interface Open {
  readonly opcode: number;
  readonly line: number;
  lastLine: number;
  readonly request: Payload;
  returnCode: number | null;
  response: Payload | null;
  /** The command's place among the events, taken when it was sent. */
  readonly place: Place;
}

/**
 * Puts the lines of a hex trace together to commands. A command's answer follows it at once, save that a tunnel's inner
 * command stands between the tunnel's two halves: then the tunnel is told once, with the command in it.
 */
export class HexTraceCommands {
  private readonly open: Open[] = [];
  private block: Payload | null = null;

  constructor(
    private readonly queue: EventQueue,
    private readonly onIssue: (issue: Issue) => void,
  ) {}

  take(said: HexTraceLine, line: number): void {
    const top = this.open.at(-1);
    // An answer's rows end only where something else begins.
    if (top !== undefined && top.response !== null && 'opcode' in said) this.close(top);
    if (!('opcode' in said)) this.payload(said, line);
    else if (said.kind === 'command') this.command(said, line);
    else this.response(said, line);
  }

  /**
   * Tells what is still open: an answer whose rows were coming in, and commands that got none. That a device which died
   * did not answer is no fault of the log.
   */
  end(hasDied = false): void {
    const top = this.open.at(-1);
    if (top !== undefined && top.response !== null) this.close(top);
    while (this.open.length > 0) this.close(this.open.at(-1) as Open, hasDied);
  }

  private command({ opcode, lengthBytes }: Extract<HexTraceLine, { opcode: number }>, line: number): void {
    if (lengthBytes === null) this.torn(line, opcode);
    const outer = this.open.at(-1);
    if (outer !== undefined && innerOpcode(outer) !== opcode) this.end();
    this.block = new Payload(lengthBytes);
    const place = this.queue.reserve();
    const request = this.block;
    this.open.push({ opcode, line, lastLine: line, request, returnCode: null, response: null, place });
  }

  private response(said: Extract<HexTraceLine, { opcode: number }>, line: number): void {
    const { opcode, returnCode, lengthBytes } = said;
    const at = this.open.findLastIndex((one) => one.opcode === opcode);
    const asked = this.open[at];
    this.block = null;
    if (asked === undefined) {
      const message = `an answer to ${hexNumber(opcode, 4)}, but the log does not show the command; it is left out`;
      this.onIssue({ code: 'missing-request', line, message });
      return;
    }
    while (this.open.length > at + 1) this.close(this.open.at(-1) as Open);
    if (returnCode === null || lengthBytes === null) this.torn(line, opcode);
    this.block = new Payload(lengthBytes);
    asked.response = this.block;
    asked.returnCode = returnCode;
    asked.lastLine = line;
  }

  private payload(said: Exclude<HexTraceLine, { opcode: number }>, line: number): void {
    const top = this.open.at(-1);
    const astray = (what: string) => this.onIssue({ code: 'unrecognised-line', line, message: what });
    if (top === undefined || this.block === null) {
      if (said.kind === 'row') astray('payload bytes that belong to no command of the log');
      return;
    }
    top.lastLine = line;
    if (said.kind === 'block') {
      if (said.isResponse !== (top.response !== null)) {
        astray('this payload belongs to a command or answer whose own line is missing');
        this.block = null;
      }
    } else if (!this.block.row(said.offset, said.hex)) {
      const message = `the row of offset ${said.offset} follows byte ${this.block.bytes}: rows are missing; the payload is cut there`;
      this.onIssue({ code: 'sequence-broken', line, message });
    }
  }

  private close(one: Open, hasDied = false): void {
    this.open.splice(this.open.indexOf(one), 1);
    this.block = null;
    this.judge(one, one.request, 'request');
    if (one.response !== null) this.judge(one, one.response, 'response');
    const outer = this.open.at(-1);
    // What a tunnel carries is told with the tunnel.
    if (outer !== undefined && innerOpcode(outer) === one.opcode) {
      this.queue.settle(one.place, null);
      return;
    }
    const event = eventOf(one);
    if (one.response === null && !hasDied)
      this.onIssue({ code: 'missing-answer', line: one.line, message: `no answer to ${hexNumber(one.opcode, 4)}` });
    this.queue.settle(one.place, event);
  }

  private judge({ line }: Open, { bytes, statedBytes, isBroken }: Payload, side: string): void {
    if (isBroken || statedBytes === null || bytes === statedBytes) return;
    const message = `${side}: the line says ${statedBytes} bytes, the rows show ${bytes}`;
    this.onIssue({ code: 'short-payload', line, message });
  }

  private torn(line: number, opcode: number): void {
    const message = `the line of ${hexNumber(opcode, 4)} ends too early; what it does not say is taken as not recorded`;
    this.onIssue({ code: 'truncated-line', line, message });
  }
}

/** The opcode of the command that an open tunnel carries; null where it is no tunnel. */
function innerOpcode({ opcode, request }: Open): number | null {
  if (opcode !== TUNNEL_OPCODE) return null;
  return tunnelledEvent({ request: request.whole(), answer: null })?.opcode ?? null;
}

function eventOf({ opcode, line, lastLine, request, returnCode, response }: Open): MailboxEvent {
  const stand = { kind: 'mailbox', seq: 0, line, ...(lastLine > line && { lastLine }), timeNs: null } as const;
  const bytes = request.whole();
  const answer =
    response === null
      ? null
      : {
          ...(returnCode !== null && { returnCode }),
          ...(response.statedBytes !== null && {
            response: response.whole(),
            responseLengthBytes: response.statedBytes,
          }),
        };
  const tunnelled = opcode === TUNNEL_OPCODE ? tunnelledEvent({ request: bytes, answer }) : null;
  if (tunnelled !== null) return { ...stand, ...tunnelled };
  const requestLengthBytes = Math.max(bytes.length, request.statedBytes ?? 0);
  return { ...stand, cci: 'primary', opcode, request: bytes, requestLengthBytes, answer };
}
