import type { EventQueue } from '../readers/event-queue.js';
import { type LogLines, LogReader, unrecognised } from '../readers/log-reader.js';
import { RecordingClock } from '../readers/stamp-clock.js';
import { guestLine } from '../readers-guest/guest-lines.js';
import { kernelLine } from '../readers-guest/kernel-prefix.js';
import { QemuMessages } from '../readers-qemu/qemu-messages.js';
import { HexTraceCommands } from '../readers-wire/hex-trace-commands.js';
import { hexTraceLine, seamless } from '../readers-wire/hex-trace-line.js';
import type { Format, TraceSink } from '../trace/format.js';

export const hexTrace: Format = {
  name: 'hex-trace',
  title: 'QEMU log: every mailbox command with its payload in hex ("CXL Command: set=0x48 …")',
  endings: [],
  sniff(head) {
    const text = Buffer.from(head).toString('latin1');
    if (!/CXL Command(?: Response)?: set=0x/.test(text)) return 0;
    // Behind something else in its line it may be the log of another program.
    return /^CXL Command/m.test(text) ? 0.86 : 0.85;
  },
  open: (sink) => new LogReader(sink, 'a mailbox hex trace', (queue) => new HexTraceLines(sink, queue), ['operator']),
  samples: [
    {
      text: [
        'CXL Command: set=0x48 cmd=0x01 (DCD_GET_DYNAMIC_CAPACITY_EXTENT_LIST) len_in=8',
        '  Payload (hex):',
        '    0000: 32 00 00 00 00 00 00 00',
        'CXL Command Response: set=0x48 cmd=0x01 (DCD_GET_DYNAMIC_CAPACITY_EXTENT_LIST) ret=0x00 len_out=16',
        '  Response Payload (hex):',
        '    0000: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00',
        '[   12.404652] cxl_pci 0000:35:00.0: Sending command: 0x4204',
        'CXL Command: set=0x42 cmd=0x04 (UNKNOWN) len_in=0',
        'Command 4204h not implemented',
        'CXL Command Response: set=0x42 cmd=0x04 (UNKNOWN) ret=0x03 len_out=0',
      ].join('\n'),
      kinds: ['mailbox', 'log', 'mailbox', 'log'],
    },
  ],
};

/** The trace's own lines, and those of QEMU and of a guest that share the console. */
class HexTraceLines implements LogLines {
  private readonly commands: HexTraceCommands;
  private readonly messages: QemuMessages;
  /** The guest's: QEMU's lines have no time. */
  private readonly clock = new RecordingClock();

  constructor(
    private readonly sink: TraceSink,
    private readonly queue: EventQueue,
  ) {
    this.commands = new HexTraceCommands(queue, (issue) => sink.issue(issue));
    this.messages = new QemuMessages((event) => {
      // The command that a device dies in stands before its last words.
      if (event.kind === 'crash') this.commands.end(true);
      queue.push({ ...event, seq: 0 });
    });
  }

  line(whole: string, line: number, byteOffset: number): void {
    for (const text of seamless(whole)) this.part(text, line, byteOffset);
  }

  end(): void {
    this.messages.end();
    this.commands.end();
  }

  private part(text: string, line: number, byteOffset: number): void {
    const said = hexTraceLine(text);
    if (said !== null) {
      this.messages.end();
      this.commands.take(said, line);
      return;
    }
    if (this.guest(text, line) || this.messages.line(text, { line, timeNs: null })) return;
    unrecognised(this.sink, 'a hex trace, a guest or QEMU', line, byteOffset);
  }

  /** A line of a guest's kernel on the same console; false where it is none. */
  private guest(text: string, line: number): boolean {
    const { stamps, message, device } = kernelLine(text);
    if (stamps.length === 0) return false;
    const facts = guestLine(message)?.fact ?? null;
    const stand = { kind: 'log', seq: 0, line, timeNs: this.clock.elapsed(stamps), source: 'guest' } as const;
    if (facts === null) this.queue.push({ ...stand, text });
    else this.queue.push({ ...stand, text: message, facts, ...(device !== null && { deviceId: device }) });
    return true;
  }
}
