import { type IssueCode, printable } from '../base/issue.js';
import { isJsonObject, type JsonObject } from '../base/json.js';
import { readLooseJson } from '../base/json-loose.js';
import { LineSplitter } from '../base/lines.js';
import { shownText } from '../base/terminal-text.js';
import { wallTimeNs } from '../readers/wall-time.js';
import { type JsonPiece, JsonPieces } from '../readers-qmp/json-pieces.js';
import { QmpMachines } from '../readers-qmp/qmp-machines.js';
import { readQmpPiece } from '../readers-qmp/qmp-piece.js';
import { promptedCommand } from '../readers-qmp/shell-command.js';
import { namesMonitorCommand, type VirshCommand, virshCommand } from '../readers-qmp/virsh-command.js';
import type { Format, Reader, TraceSink } from '../trace/format.js';

/** Far above any message. */
const LINE_BYTES_MAX = 8 << 20;
const COMMAND_CHARS_MAX = 1 << 20;

/** A line of `virsh qemu-monitor-event`. */
const EVENT = /^(?:(\d{4}-\d\d-\d\d [\d:.]+[+-]\d{4}): )?event (\w+)(?: at (\d+\.\d+))? for domain '?([^':]+)'?: (.*)$/;
/** What libvirt says where QEMU answered with an error and only its value was wanted. */
const QEMU_ERROR = /unable to execute QEMU command '[^']*': (.*)$/;
const TALK = /^(?:Welcome to virsh|Type: {2}'|\s+'quit' to quit|events received: \d+|event loop |virsh # *$|> *$)/;

export const virsh: Format = {
  name: 'virsh',
  title: 'virsh qemu-monitor-command and qemu-monitor-event in a terminal',
  endings: [],
  sniff(head) {
    const text = Buffer.from(head).toString('latin1');
    if (/^.{0,200}(?:virsh|virsh #)(?: -\S+(?: \S+)?)* qemu-monitor-(?:command|event)\b/m.test(text)) return 0.95;
    return /^event [A-Z_]+ at \d+\.\d+ for domain /m.test(text) ? 0.9 : 0;
  },
  open: (sink) => new VirshReader(sink),
  samples: [
    {
      text: [
        '$ virsh qemu-monitor-command --pretty guest \'{"execute":"query-status"}\'',
        '{',
        '  "return": {',
        '    "status": "running",',
        '    "running": true',
        '  },',
        '  "id": "libvirt-42"',
        '}',
        '',
        'event RESET at 1795397187.390952 for domain \'guest\': {"guest":false,"reason":"host-qmp-system-reset"}',
      ].join('\n'),
      kinds: ['qmp', 'reset', 'qmp-event'],
    },
  ],
};

class VirshReader implements Reader {
  private readonly machines: QmpMachines;
  private openCommand: { readonly text: string; readonly line: number } | null = null;
  private command: VirshCommand | null = null;
  /** The machine that was spoken to last: an answer that no command stands before is taken to be its. */
  private domain = '';
  private event: { readonly name: string; readonly domain: string; readonly epochNs: bigint | null } | null = null;
  /** The lines of an answer in text. */
  private human: { readonly lines: string[]; lastLine: number } | null = null;
  private readonly pieces = new JsonPieces(
    (piece) => this.piece(piece),
    (text, line, byteOffset) => this.text(text, line, byteOffset),
  );
  private readonly lines = new LineSplitter(
    (bytes, start, end, line, byteOffset) => this.line(shownText(bytes.toString('utf8', start, end)), line, byteOffset),
    (line, byteOffset, length) =>
      this.sink.issue({ code: 'line-too-long', line, byteOffset, message: `${length} bytes; the line was skipped` }),
    LINE_BYTES_MAX,
  );

  constructor(private readonly sink: TraceSink) {
    this.machines = new QmpMachines(sink);
  }

  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
  }

  end(): void {
    this.lines.end();
    this.pieces.cut();
    this.answerHuman();
    this.machines.end();
  }

  private line(text: string, line: number, byteOffset: number): void {
    const typed = this.openCommand === null ? text : `${this.openCommand.text}\n${text.replace(/^> /, '')}`;
    const first = this.openCommand?.line ?? line;
    this.openCommand = null;
    if (namesMonitorCommand(typed) && !/^\s*["'{}]/.test(typed)) this.typed(typed, first, line);
    else if (EVENT.test(text)) this.announced(EVENT.exec(text) as RegExpExecArray, line, byteOffset);
    else if (promptedCommand(text) !== null || /^virsh # /.test(text)) this.leave();
    else if (this.human !== null) {
      this.human.lines.push(text);
      this.human.lastLine = line;
    } else this.pieces.push(text, line, byteOffset);
  }

  /** Another command begins: what the last one asked has its answer or gets none. */
  private leave(): void {
    this.pieces.cut();
    this.answerHuman();
    this.event = null;
    this.command = null;
  }

  private typed(text: string, line: number, lastLine: number): void {
    const command = virshCommand(text);
    if (command === 'open' && text.length < COMMAND_CHARS_MAX) {
      this.openCommand = { text, line };
      return;
    }
    this.leave();
    if (command === null || command === 'open') return;
    const session = this.machines.of(command.domain, line);
    session?.disconnect();
    this.command = command;
    this.domain = command.domain;
    if (command.request === null)
      this.issue('invalid-json', line, `what was sent to ${printable(command.domain)} is no QMP request`);
    else session?.ask(command.request, { line, lastLine, epochNs: null });
    if (command.isHuman) this.human = { lines: [], lastLine };
  }

  private announced(match: RegExpExecArray, line: number, byteOffset: number): void {
    this.leave();
    const [, stamp, name, at, domain, details] = match as unknown as readonly string[];
    const time = at ?? stamp;
    this.event = { name: name ?? '', domain: domain ?? '', epochNs: time === undefined ? null : wallTimeNs(time) };
    if (details?.startsWith('{')) this.pieces.push(details, line, byteOffset);
    else this.tellEvent({}, line, line);
  }

  private piece(piece: JsonPiece): void {
    const { line, lastLine } = piece;
    if (this.event !== null || this.command?.isBare) {
      const read = readLooseJson(piece.text + piece.missing);
      if ('fault' in read) this.issue('invalid-json', line, `not JSON: ${read.fault.message}`, piece.byteOffset);
      else if (this.event !== null) this.tellEvent(isJsonObject(read.value) ? read.value : {}, line, lastLine);
      else this.session(line)?.answer({ return: read.value }, undefined, { line, lastLine, epochNs: null });
      return;
    }
    const message = readQmpPiece(piece, (code, at, words, byteOffset) => this.issue(code, at, words, byteOffset));
    const place = { line, lastLine, epochNs: null };
    if (message?.kind === 'answer') this.session(line)?.answer(message.answer, undefined, place);
    else if (message !== null) this.session(line)?.message(message, place);
  }

  private tellEvent(data: JsonObject, line: number, lastLine: number): void {
    const { event } = this;
    this.event = null;
    if (event === null) return;
    const { name, domain, epochNs } = event;
    const message = { kind: 'event', event: name, data, epochNs } as const;
    this.machines.of(domain, line)?.message(message, { line, lastLine, epochNs: null });
  }

  private text(text: string, line: number, byteOffset: number): void {
    const trimmed = text.trim();
    const place = { line, lastLine: line, epochNs: null };
    if (trimmed.startsWith('error: ') && this.command !== null) {
      const desc = QEMU_ERROR.exec(trimmed)?.[1];
      const session = this.session(line);
      if (desc !== undefined) session?.answer({ error: { desc } }, undefined, place);
      else {
        session?.retract();
        session?.note(`virsh sent nothing: ${trimmed.slice('error: '.length)}`, place);
      }
    } else if (trimmed !== '' && !TALK.test(text))
      this.issue('unrecognised-line', line, `neither command nor answer: ${printable(text, 80)}`, byteOffset);
  }

  private answerHuman(): void {
    const { human } = this;
    this.human = null;
    if (human === null) return;
    const lines = human.lines.at(-1) === '' ? human.lines.slice(0, -1) : human.lines;
    const text = lines.map((line) => `${line}\r\n`).join('');
    const { lastLine } = human;
    this.session(lastLine)?.answer({ return: text }, undefined, { line: lastLine, lastLine, epochNs: null });
  }

  private session(line: number) {
    return this.machines.of(this.domain, line);
  }

  private issue(code: IssueCode, line: number, message: string, byteOffset?: number): void {
    this.sink.issue({ code, line, message, ...(byteOffset !== undefined && { byteOffset }) });
  }
}
