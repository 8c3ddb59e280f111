import { printable } from '../base/issue.js';
import { LineSplitter } from '../base/lines.js';
import { shownText } from '../base/terminal-text.js';
import { type WholeLine, WrappedLines } from '../readers/wrapped-lines.js';
import { QmpLines } from '../readers-qmp/qmp-lines.js';
import { QmpSession } from '../readers-qmp/qmp-session.js';
import { typedCommand } from '../readers-qmp/shell-arguments.js';
import { promptedCommand } from '../readers-qmp/shell-command.js';
import type { Format, Reader, TraceSink } from '../trace/format.js';

/** Far above any line of a shell. */
const LINE_BYTES_MAX = 8 << 20;

const PROMPT = /^\(QEMU\)(?: |$)/;
const REFUSAL = 'Error while parsing command line:';
const BANNER = /^Connected to QEMU (\d+)\.(\d+)(?:\.(\d+))?/;
/** What the shell says that is neither request nor answer. */
const TALK = /^(?:Welcome to the QMP|Connected|command format:|Disconnected|TRANS> |Server disconnected|\^[CD])/;
const MESSAGE = /^\{(?:\s*$|\s*["'](?:QMP|return|error|event|timestamp|execute|exec-oob|id)["'])/;
/** A line of the file that `-l` writes: request and answer in one object. */
const LOGGED = /^\{"execute": ".*"(?:return|error)": .*\}\s*$/m;

export const qmpShell: Format = {
  name: 'qmp-shell',
  title: 'qmp-shell: its terminal, or the file that its option -l writes',
  endings: [],
  sniff(head) {
    const text = Buffer.from(head).toString('latin1');
    if (/^(?:Welcome to the QMP low-level shell!|\(QEMU\) \S)/m.test(text)) return 0.95;
    return /^\s*\{"execute": "/.test(text) && LOGGED.test(text) ? 0.9 : 0;
  },
  open: (sink) => new ShellReader(sink),
  samples: [
    {
      text: [
        'Welcome to the QMP low-level shell!',
        'Connected to QEMU 10.0.2',
        '',
        '(QEMU) cxl-inject-poison path=/machine/peripheral/cxl-dcd0 start=4096 length=64',
        '{"return": {}}',
        '(QEMU) system_reset',
        '{"return": {}}',
        '(QEMU) ',
        "{'timestamp': {'seconds': 1795397178, 'microseconds': 42077}, 'event': 'RESET', 'data': {'guest': False, 'reason': 'host-qmp-system-reset'}}",
        '(QEMU) ',
      ].join('\n'),
      kinds: ['qmp', 'qmp', 'reset', 'qmp-event'],
    },
    {
      text: '{"execute": "query-status", "arguments": {}, "return": {"status": "running", "running": true}}\n',
      kinds: ['qmp'],
    },
  ],
};

class ShellReader implements Reader {
  private readonly session: QmpSession;
  private readonly messages: QmpLines;
  /** The shell repeats a request (`-v`) before its answer. */
  private isEchoDue = false;
  private readonly wrapped = new WrappedLines(
    {
      startsAnew: (text) =>
        PROMPT.test(text) || MESSAGE.test(text) || text.startsWith(REFUSAL) || TALK.test(text) || isShellPrompt(text),
      isTyped: (text) => PROMPT.test(text),
    },
    (line) => this.line(line),
  );
  private readonly lines = new LineSplitter(
    (bytes, start, end, line, byteOffset) => this.bytes(bytes, start, end, line, byteOffset),
    (line, byteOffset, length) =>
      this.session.issue('line-too-long', line, `the line has ${length} bytes; it was skipped`, byteOffset),
    LINE_BYTES_MAX,
  );
  private isLogFile: boolean | null = null;

  constructor(sink: TraceSink) {
    this.session = new QmpSession(sink);
    this.messages = new QmpLines(
      this.session,
      (text, line, byteOffset) => this.text(text, line, byteOffset),
      (message, place) => {
        if (message.kind === 'request' && this.isEchoDue) this.session.retract();
        if (message.kind !== 'event') this.isEchoDue = false;
        this.session.message(message, place);
      },
    );
  }

  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
  }

  end(): void {
    this.lines.end();
    this.wrapped.end();
    this.messages.cut();
    this.session.end();
  }

  private bytes(bytes: Buffer, start: number, end: number, line: number, byteOffset: number): void {
    this.isLogFile ??= bytes[start] === 0x7b;
    // The log file is written by a program: nothing is wrapped there.
    if (this.isLogFile && this.messages.bytes(bytes, start, end, line, null)) return;
    const text = shownText(bytes.toString('utf8', start, end)).replace(/\r+$/, '');
    if (this.isLogFile) this.line({ text, line, lastLine: line, byteOffset });
    else this.wrapped.push(beforeRedraw(text), line, byteOffset);
  }

  private line({ text, line, lastLine, byteOffset }: WholeLine): void {
    if (PROMPT.test(text)) {
      this.messages.cut();
      this.typed(text.slice('(QEMU) '.length).trim(), line, lastLine, byteOffset);
    } else if (text.startsWith(REFUSAL)) this.refused(text, line, lastLine);
    else this.messages.text(text, line, byteOffset, null, lastLine);
  }

  private typed(text: string, line: number, lastLine: number, byteOffset: number): void {
    if (text === '') return;
    // The shell waits for each answer: what is asked before the next prompt and has none gets none.
    this.session.disconnect();
    if (text.startsWith('{')) {
      this.messages.text(text, line, byteOffset, null, lastLine);
      return;
    }
    const refusal = text.indexOf(REFUSAL);
    const command = typedCommand(text);
    if (refusal >= 0) this.refused(text.slice(refusal), line, lastLine);
    else if (!('fault' in command)) {
      this.isEchoDue = true;
      const { execute, arguments: given } = command;
      this.session.ask(
        { execute, arguments: given, id: undefined, isOutOfBand: false },
        { line, lastLine, epochNs: null },
      );
    }
  }

  /** The shell sent nothing. */
  private refused(text: string, line: number, lastLine: number): void {
    this.session.retract();
    this.isEchoDue = false;
    this.session.note(`qmp-shell sent nothing: ${text.slice(REFUSAL.length).trim()}`, {
      line,
      lastLine,
      epochNs: null,
    });
  }

  private text(text: string, line: number, byteOffset: number): void {
    const version = BANNER.exec(text);
    if (version !== null) {
      const [, major, minor, micro] = version;
      const named = { major: Number(major), minor: Number(minor), micro: Number(micro ?? 0), build: '' };
      this.session.connect(named, { line, lastLine: line, epochNs: null });
    } else if (PROMPT.test(text)) this.typed(text.slice('(QEMU) '.length).trim(), line, line, byteOffset);
    else if (text.trim() !== '' && !TALK.test(text) && !isShellPrompt(text)) {
      const what = `neither prompt, request nor answer: ${printable(text, 80)}`;
      this.session.issue('unrecognised-line', line, what, byteOffset);
    }
  }
}

const isShellPrompt = (text: string): boolean => promptedCommand(text) !== null || /^qmp-shell/.test(text);

/** A typed line that fills the screen exactly is drawn again in part: what was there first is all of it. */
function beforeRedraw(text: string): string {
  const at = text.indexOf('\r');
  return at < 0 ? text : text.slice(0, at).trimEnd();
}
