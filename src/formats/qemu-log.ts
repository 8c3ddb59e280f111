import type { EventQueue } from '../readers/event-queue.js';
import { type LogLines, LogReader, unrecognised } from '../readers/log-reader.js';
import { qemuMessage } from '../readers-qemu/qemu-message.js';
import { QemuMessages } from '../readers-qemu/qemu-messages.js';
import { splitQemuTime } from '../readers-qemu/qemu-time.js';
import type { Format, TraceSink } from '../trace/format.js';
import { SIDES } from '../trace/sides.js';

/** How many lines of the beginning are looked at. */
const SNIFFED_LINES_MAX = 200;

export const qemuLog: Format = {
  name: 'qemu-log',
  title: "QEMU's messages: guest errors, unimplemented commands, last words of a crash",
  endings: [],
  sniff(head) {
    const lines = Buffer.from(head).toString('latin1').split(/\r?\n/).slice(0, SNIFFED_LINES_MAX);
    const told = lines.filter((line) => line.trim() !== '');
    const known = told.filter((line) => isKnown(line)).length;
    if (known === 0) return 0;
    // Among lines that this format does not know, another one knows them better.
    return known === told.length ? 0.7 : 0.2 + (0.4 * known) / told.length;
  },
  open: (sink) => new LogReader(sink, "QEMU's messages", (queue) => new QemuLogLines(sink, queue), SIDES),
  samples: [
    {
      text: [
        'Command 4204h not implemented',
        'Warning: memory backend tm0 is already mapped. Reusing it.',
        'The host memory backend for DPA 0x20000000 LEN 0x10000000 is already mapped',
        '2026-11-23T00:12:30.123456Z qemu-system-x86_64: warning: host lacks a feature',
        "qemu-system-x86_64: hw/cxl/cxl-mailbox-utils.c:1694: cmd_media_get_poison_list: Assertion `n <= 2048' failed.",
        'Aborted (core dumped)',
      ].join('\n'),
      kinds: ['log', 'log', 'log', 'log', 'crash'],
    },
  ],
};

function isKnown(line: string): boolean {
  const { text, timeNs } = splitQemuTime(line);
  return timeNs !== null || qemuMessage(text) !== null;
}

class QemuLogLines implements LogLines {
  private readonly messages: QemuMessages;
  private firstNs: bigint | null = null;

  constructor(
    private readonly sink: TraceSink,
    private readonly queue: EventQueue,
  ) {
    this.messages = new QemuMessages((event) => queue.push({ ...event, seq: 0 }));
  }

  line(whole: string, line: number, byteOffset: number): void {
    const { text, timeNs: epochNs } = splitQemuTime(whole);
    if (epochNs !== null) this.firstNs ??= epochNs;
    const timeNs = epochNs === null || this.firstNs === null ? null : epochNs - this.firstNs;
    if (this.messages.line(text, { line, timeNs })) return;
    // A line with QEMU's or libvirt's time is theirs, whatever it says.
    if (timeNs !== null) this.queue.push({ kind: 'log', seq: 0, line, timeNs, source: 'qemu', text });
    else unrecognised(this.sink, "QEMU's messages", line, byteOffset);
  }

  end(): void {
    this.messages.end();
  }
}
