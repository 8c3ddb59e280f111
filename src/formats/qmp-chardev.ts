import { printable } from '../base/issue.js';
import { LineSplitter } from '../base/lines.js';
import { QmpLines } from '../readers-qmp/qmp-lines.js';
import { QmpSession } from '../readers-qmp/qmp-session.js';
import type { Format, Reader, TraceSink } from '../trace/format.js';

/** Far above any answer. */
const LINE_BYTES_MAX = 8 << 20;

/** A line as QEMU prints it: an object of one of these beginnings. */
const QEMU_LINE = /^\{"(?:QMP|return|error|timestamp|event|id)": /;

export const qmpChardev: Format = {
  name: 'qmp-chardev',
  title: 'Log of a QMP chardev: what QEMU sent, without what it was asked',
  endings: [],
  sniff(head) {
    const lines = Buffer.from(head)
      .toString('latin1')
      .split(/\r*\n/)
      .filter((line) => line !== '');
    // The last line may be cut off.
    const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
    return whole.length > 0 && whole.every((line) => QEMU_LINE.test(line) && line.trimEnd().endsWith('}')) ? 0.8 : 0;
  },
  open: (sink) => new ChardevReader(sink),
  samples: [
    {
      text: [
        '{"QMP": {"version": {"qemu": {"micro": 2, "minor": 0, "major": 10}, "package": ""}, "capabilities": ["oob"]}}',
        '{"return": {}}',
        '{"error": {"class": "GenericError", "desc": "cannot add DPA again while still pending"}}',
        '{"timestamp": {"seconds": 1795397178, "microseconds": 42077}, "event": "RESET", "data": {"guest": false, "reason": "host-qmp-system-reset"}}',
        '{"return": {}}',
      ].join('\r\n'),
      kinds: ['qmp', 'qmp', 'reset', 'qmp-event', 'qmp'],
    },
  ],
};

class ChardevReader implements Reader {
  private readonly session: QmpSession;
  private readonly messages: QmpLines;
  private readonly lines = new LineSplitter(
    (bytes, start, end, line, byteOffset) => {
      if (!this.messages.bytes(bytes, start, end, line, null))
        this.messages.text(bytes.toString('utf8', start, end), line, byteOffset);
    },
    (line, byteOffset, length) =>
      this.session.issue('line-too-long', line, `the line has ${length} bytes; it was skipped`, byteOffset),
    LINE_BYTES_MAX,
  );

  constructor(sink: TraceSink) {
    this.session = new QmpSession(sink, { answersOnly: true });
    this.messages = new QmpLines(this.session, (text, line, byteOffset) =>
      this.session.issue('unrecognised-line', line, `not what QEMU sends: ${printable(text, 80)}`, byteOffset),
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
}
