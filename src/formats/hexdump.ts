import { parseOpcode } from '../protocol/opcode.js';
import type { EventQueue } from '../readers/event-queue.js';
import { type LogLines, LogReader } from '../readers/log-reader.js';
import { continues, type HexDump, hexDump } from '../readers-wire/hex-dump.js';
import { type HexDumpRow, hexDumpRow } from '../readers-wire/hex-dump-row.js';
import { acceptingCommands, commandNamed, readPayload } from '../readers-wire/pasted-payload.js';
import type { MailboxEvent } from '../trace/events.js';
import type { Format, PayloadSide, ReadOptions, TraceSink } from '../trace/format.js';
import { SIDES } from '../trace/sides.js';

/** A payload has 2^20 bytes at most; its dump takes some four characters for each. */
const DUMP_ROWS_MAX = 1 << 18;

/** How many commands are proposed for a dump that says nothing of itself. */
const PROPOSED_MAX = 6;

/** Lines of the beginning that are looked at. */
const SNIFFED_LINES_MAX = 64;

/** A line of words before a dump: it ends with a colon, or names a command. */
const LABEL = /:\s*$|\b0x[0-9a-f]{4}\b|\b[0-9a-f]{4}h\b/i;
const LABEL_CHARS_MAX = 100;

export const hexdump: Format = {
  name: 'hexdump',
  title: 'Pasted hex dump of a payload: xxd, hexdump, od, plain digits; --opcode names the command',
  endings: [],
  sniff(head) {
    const text = Buffer.from(head.subarray(0, 1 << 13)).toString('latin1');
    // JSON has digits in quotes, too.
    if (/^\s*[{[]\s*"/.test(text)) return 0;
    const lines = text.split(/\r?\n/).slice(0, SNIFFED_LINES_MAX);
    const told = lines.filter((line) => line.trim() !== '');
    const rows = told.filter((line) => (hexDumpRow(line, 1)?.groups.join('').length ?? 0) >= 4).length;
    const labels = told.filter((line) => line.length <= LABEL_CHARS_MAX && LABEL.test(line)).length;
    return rows * 2 >= told.length && (rows + labels) * 3 >= told.length * 2 ? 0.35 : 0;
  },
  open: (sink, options = {}) =>
    new LogReader(sink, 'a pasted hex dump', (queue) => new HexdumpLines(sink, queue, options), SIDES),
  samples: [
    {
      text: [
        'Get Dynamic Capacity Extent List (0x4801) request:',
        '00000000: 3200 0000 0000 0000                      2.......',
        'response:',
        '00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|',
        '00000010',
      ].join('\n'),
      kinds: ['mailbox'],
    },
  ],
};

const REQUEST = /\b(?:request|command|input|payload in|in|sent|len_in)\b/i;
const RESPONSE = /\b(?:response|reply|answer|output|payload out|out|received|len_out)\b/i;
const OPCODE = /\b0x[0-9a-f]{4}\b|\b[0-9a-f]{4}h\b/i;

/** Dumps one after the other, each a request or a response; lines between them may say of which command. */
class HexdumpLines implements LogLines {
  private rows: HexDumpRow[] = [];
  private side: PayloadSide | undefined;
  private opcode: number | undefined;
  /** A request whose response may follow. */
  private asked: MailboxEvent | null = null;
  private hasTold = false;

  constructor(
    private readonly sink: TraceSink,
    private readonly queue: EventQueue,
    options: ReadOptions,
  ) {
    this.side = options.side;
    this.opcode = options.opcode;
  }

  line(text: string, line: number): void {
    const row = hexDumpRow(text, line);
    if (row === null) {
      this.dump();
      this.label(text, line);
      return;
    }
    if (!continues(this.rows, row)) this.dump();
    if (this.rows.length < DUMP_ROWS_MAX) this.rows.push(row);
  }

  end(): void {
    this.dump();
    this.tell();
  }

  get isUnusable(): boolean {
    return !this.hasTold;
  }

  /** A line of words says of which command the next dump is, and which side; else it is foreign. */
  private label(text: string, line: number): void {
    const named = commandNamed(text);
    const opcode = parseOpcode(OPCODE.exec(text)?.[0] ?? '') ?? named?.opcode ?? null;
    // Names of commands have such words, too.
    const words = named === null ? text : text.replace(named.name, '').replace(named.key, '');
    const side = RESPONSE.test(words) ? 'response' : REQUEST.test(words) ? 'request' : undefined;
    if (opcode !== null) this.opcode = opcode;
    if (side !== undefined) this.side = side;
    if (opcode === null && side === undefined)
      this.sink.issue({ code: 'unrecognised-line', line, message: 'neither hex digits nor the name of a command' });
  }

  private dump(): void {
    const { rows, opcode } = this;
    this.rows = [];
    const dump = rows.length === 0 ? null : hexDump(rows, (issue) => this.sink.issue(issue));
    if (dump === null) return;
    if (opcode === undefined) {
      this.refuse(dump);
      return;
    }
    const { side, bytes } = readPayload(opcode, dump.readings, this.side);
    if (side === 'request') this.request(opcode, bytes, dump);
    else this.response(opcode, bytes, dump);
  }

  private request(opcode: number, request: Uint8Array, { line, lastLine }: HexDump): void {
    this.tell();
    const stand = { kind: 'mailbox', seq: 0, line, timeNs: null, cci: 'primary' } as const;
    const asked = { ...stand, opcode, request, requestLengthBytes: request.length, answer: {} };
    this.asked = lastLine > line ? { ...asked, lastLine } : asked;
  }

  private response(opcode: number, response: Uint8Array, { line, lastLine }: HexDump): void {
    if (this.asked?.opcode !== opcode) this.tell();
    const answer = { response, responseLengthBytes: response.length };
    const stand = { kind: 'mailbox', seq: 0, line, timeNs: null, cci: 'primary' } as const;
    const unknown = { request: new Uint8Array(), requestLengthBytes: 0, isRequestUnknown: true } as const;
    const asked = this.asked ?? { ...stand, ...unknown, opcode };
    this.asked = { ...asked, answer, ...(lastLine > asked.line && { lastLine }) };
    this.tell();
  }

  private tell(): void {
    if (this.asked === null) return;
    this.hasTold = true;
    this.queue.push(this.asked);
    this.asked = null;
  }

  private refuse({ line, readings }: HexDump): void {
    const proposals = acceptingCommands(readings, PROPOSED_MAX);
    const fit = proposals.length === 0 ? '' : `; its bytes would fit ${proposals.join(', ')}`;
    const message = `the dump does not say of which command it is: name it with --opcode NAME or 0x4802${fit}`;
    this.sink.issue({ code: 'missing-field', line, message });
  }
}
