import { printable } from '../base/issue.js';
import { LineSplitter } from '../base/lines.js';
import { shownText } from '../base/terminal-text.js';
import { DcdTestTool } from '../readers-qmp/dcd-test-tool.js';
import { QmpLines } from '../readers-qmp/qmp-lines.js';
import { QmpSession } from '../readers-qmp/qmp-session.js';
import { epochStampMicros, qmpStamp, STAMP_BYTES } from '../readers-qmp/qmp-stamp.js';
import { QmpTerminal } from '../readers-qmp/qmp-terminal.js';
import { promptedCommand } from '../readers-qmp/shell-command.js';
import type { Format, Reader, TraceSink } from '../trace/format.js';

/** Far above any message. */
const LINE_BYTES_MAX = 8 << 20;

const MESSAGE = /(?:^|[\s{}])["'](?:execute|exec-oob)["']\s*:\s*["']|\{\s*["'](?:QMP|return|error)["']\s*:/;
const ARROW = /^[^\n{]{0,40}(?:->|<-) \{ ?["']/m;

export const qmpTranscript: Format = {
  name: 'qmp-transcript',
  title: 'QMP conversation: a log of both directions, or a terminal with nc, socat or telnet',
  endings: [],
  readsTimes: true,
  sniff(head) {
    const text = Buffer.from(head).toString('latin1');
    if (!MESSAGE.test(text)) return 0;
    if (/memory_region_ops_|handle_qmp_command|QEMU_MONITOR_|"kind"\s*:/.test(text)) return 0.2;
    return ARROW.test(text) ? 0.85 : 0.6;
  },
  open: (sink) => new TranscriptReader(sink),
  samples: [
    {
      text: [
        '1795391282.224977 -> {"execute": "qmp_capabilities"}',
        '1795391282.273789 <- {"return": {}}',
        '1795391330.891000 -> {"execute": "quit"}',
        '1795391330.891009 <- {"timestamp": {"seconds": 1795391330, "microseconds": 890844}, "event": "SHUTDOWN", "data": {"guest": false, "reason": "host-qmp-quit"}}',
        '1795391330.891300 <- {"return": {}}',
      ].join('\n'),
      kinds: ['qmp', 'qmp', 'qmp-event'],
    },
    {
      text: [
        '$ cat add.json',
        "{ 'execute': 'qmp_capabilities' }{",
        "  'execute': 'query-status'",
        '}',
        '$ cat add.json | nc -U qmp-sock',
        '{"QMP": {"version": {"qemu": {"micro": 2, "minor": 0, "major": 10}, "package": ""}, "capabilities": ["oob"]}}',
        '{"return": {}}',
        '{"return": {"status": "running", "running": true}}$ ',
      ].join('\n'),
      kinds: ['qmp', 'qmp'],
    },
  ],
};

class TranscriptReader implements Reader {
  private readonly session: QmpSession;
  private readonly terminal: QmpTerminal;
  private readonly tool: DcdTestTool;
  private readonly messages: QmpLines;
  private readonly lines = new LineSplitter(
    (bytes, start, end, line, byteOffset) => this.line(bytes, start, end, line, byteOffset),
    (line, byteOffset, length) =>
      this.session.issue('line-too-long', line, `the line has ${length} bytes; it was skipped`, byteOffset),
    LINE_BYTES_MAX,
  );

  constructor(sink: TraceSink) {
    this.session = new QmpSession(sink);
    this.terminal = new QmpTerminal(this.session);
    this.tool = new DcdTestTool(this.session);
    this.messages = new QmpLines(
      this.session,
      (text, line, byteOffset) => this.text(text, line, byteOffset),
      (message, place) => this.terminal.message(message, place),
    );
  }

  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
  }

  end(): void {
    this.lines.end();
    this.messages.cut();
    this.session.end();
  }

  private line(bytes: Buffer, start: number, end: number, line: number, byteOffset: number): void {
    if (end === start) return;
    const micros = epochStampMicros(bytes, start, end);
    const stamped = micros >= 0 ? BigInt(micros) * 1000n : null;
    if (this.messages.bytes(bytes, micros >= 0 ? start + STAMP_BYTES : start, end, line, stamped)) return;
    const text = shownText(bytes.toString('utf8', start, end));
    if (this.terminal.isMidCommand) {
      this.terminal.text(text, line, byteOffset);
      return;
    }
    const stamp = qmpStamp(text);
    // A line that cannot stand within an object ends it, wherever it broke off.
    if (this.messages.isOpen && (promptedCommand(text) !== null || (stamp !== null && !/^\s*\{/.test(text))))
      this.messages.cut();
    const at = stamp?.length ?? 0;
    this.messages.text(text.slice(at), line, byteOffset + at, stamp?.epochNs ?? null);
  }

  private text(text: string, line: number, byteOffset: number): void {
    if (this.terminal.text(text, line, byteOffset)) return;
    if (this.tool.text(text, { line, lastLine: line, epochNs: null })) return;
    this.session.issue('unrecognised-line', line, `no part of a conversation: ${printable(text, 80)}`, byteOffset);
  }
}
