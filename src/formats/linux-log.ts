import { LineSplitter } from '../base/lines.js';
import { segments } from '../readers-guest/console-text.js';
import { guestLine } from '../readers-guest/guest-lines.js';
import { GuestLog } from '../readers-guest/guest-log.js';
import { concernsCxl } from '../readers-guest/guest-relevance.js';
import { kernelLine } from '../readers-guest/kernel-prefix.js';
import type { Format, Reader, TraceSink } from '../trace/format.js';

/** A console without line ends is no log. */
const LINE_BYTES_MAX = 1 << 20;

/** How many lines of the head are looked at. */
const LINES_SNIFFED = 400;

/** The kernel log of a Linux guest: dmesg, serial console, kmsg, journalctl. */
export const linuxLog: Format = {
  name: 'linux-log',
  title: "Linux guest's kernel log: dmesg, console, kmsg, journalctl",
  endings: [],
  readsTimes: true,
  sniff(head) {
    const lines = Buffer.from(head).toString('latin1').split('\n', LINES_SNIFFED);
    const known = lines.filter((line) => line.trim() !== '').map(judged);
    const kernel = known.filter(({ isKernel }) => isKernel).length;
    if (kernel === 0 || kernel * 2 < known.length) return known.some(({ isFact }) => isFact) ? 0.4 : 0;
    return known.some(({ isCxl }) => isCxl) ? 0.85 : 0.5;
  },
  open: (sink) => new LinuxLogReader(sink),
  samples: [
    {
      text: [
        '[    9.125958] cxl_pci 0000:0d:00.0: Sending command: 0x4802',
        '[    9.126035] cxl_pci 0000:0d:00.0: Doorbell wait took 0ms',
        '[    9.126036] cxl_pci 0000:0d:00.0: Mailbox operation had an error: invalid Extent List',
        "[    9.126044] cxl_pci 0000:0d:00.0: Event log '4': Clearing 1",
      ].join('\n'),
      kinds: ['mailbox', 'log'],
    },
    {
      text: [
        'Nov 23 00:12:36 guest kernel: cxl_pci 0000:0d:00.0: Reading event logs: 10',
        'Nov 23 00:12:36 guest kernel: cxl_pci 0000:0d:00.0: Sending command: 0x0100',
        'Nov 23 00:12:36 guest kernel: cxl_pci 0000:0d:00.0: Doorbell wait took 0ms',
        'Nov 23 00:12:36 guest kernel: cxl_core:handle_dcd_event_records:1: cxl_pci 0000:0d:00.0: DCD event add : DPA:0x0 LEN:0x8000000',
        'Nov 23 00:12:36 guest kernel: cxl_region region0: probe: 0',
      ].join('\n'),
      kinds: ['log', 'mailbox', 'log', 'note'],
    },
    {
      text: '7,507,6115413,-;cxl_pci 0000:0d:00.0: Submitting (null) command for user\\x0a\\x09opcode: 4800\\x0a\\x09size: 2\n SUBSYSTEM=pci',
      kinds: ['log'],
    },
  ],
};

function judged(line: string): { readonly isKernel: boolean; readonly isCxl: boolean; readonly isFact: boolean } {
  const first = segments(line)[0];
  const read = kernelLine(first?.text ?? '');
  const isFact = (guestLine(read.message) ?? guestLine(read.whole))?.fact != null;
  const isKernel = read.isKernel || isFact;
  return { isKernel: isKernel || /^ [A-Z_]+=/.test(line), isCxl: isKernel && concernsCxl(read), isFact };
}

class LinuxLogReader implements Reader {
  private readonly log: GuestLog;
  private readonly lines = new LineSplitter(
    (bytes, start, end, line, byteOffset) => this.log.line(bytes.toString('utf8', start, end), line, byteOffset),
    (line, byteOffset, length) =>
      this.sink.issue({
        code: 'line-too-long',
        line,
        byteOffset,
        message: `the line has ${length} bytes; a console's end at ${LINE_BYTES_MAX}. It was skipped`,
      }),
    LINE_BYTES_MAX,
  );

  constructor(private readonly sink: TraceSink) {
    this.log = new GuestLog(sink);
  }

  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
  }

  end(): void {
    this.log.isLastTorn = this.lines.isMidLine;
    this.lines.end();
    this.log.end();
  }
}
