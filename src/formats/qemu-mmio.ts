import type { IssueCode } from '../base/issue.js';
import { LineSplitter } from '../base/lines.js';
import { shownText } from '../base/terminal-text.js';
import { EventQueue } from '../readers/event-queue.js';
import { HeldHeader } from '../readers/held-header.js';
import { LineClock } from '../readers/line-clock.js';
import { isForeignTrace, traceParts } from '../readers/trace-parts.js';
import { MmioDevices } from '../readers-qemu/mmio-devices.js';
import { MmioScanner } from '../readers-qemu/mmio-scanner.js';
import { QemuMessages } from '../readers-qemu/qemu-messages.js';
import { splitQemuTime } from '../readers-qemu/qemu-time.js';
import { QmpTrace } from '../readers-qmp/qmp-trace.js';
import type { Format, Reader, TraceSink } from '../trace/format.js';
import { DEFAULT_DEVICE, type QemuVersion, type TraceHeader } from '../trace/header.js';

/** Above any QMP message that QEMU traces. */
const LINE_BYTES_MAX = 8 << 20;

const MMIO = /memory_region_ops_(?:read|write) cpu -?\d+ mr 0x/;
/** A trace event as QEMU begins a line with. */
const BEGINS = /^(?:\d+@[\d.]+:)?(?:memory_region_ops|handle_qmp|monitor_qmp|qmp_e)/m;
const QMP = /(?:handle_qmp_command|monitor_qmp_respond) mon \S+ re|^(?:\d+@[\d.]+:)?qmp_(?:enter|exit)_cxl_/m;

export const qemuMmio: Format = {
  name: 'qemu-mmio',
  title: 'QEMU trace: register accesses (-trace memory_region_ops_*) and QMP trace events',
  endings: [],
  sniff(head) {
    const text = Buffer.from(head).toString('latin1');
    // Behind something else in its line it may be the log of another program.
    if (MMIO.test(text)) return BEGINS.test(text) ? 0.95 : 0.94;
    if (QMP.test(text)) return BEGINS.test(text) ? 0.75 : 0.74;
    return 0;
  },
  open: (sink) => new MmioReader(sink),
  samples: [
    {
      text: [
        "8917@1795391300.794800:memory_region_ops_read cpu 1 mr 0x7f02a1d68840 addr 0xfe61008c value 0x0 size 4 name 'mailbox'",
        "8917@1795391300.794822:memory_region_ops_write cpu 1 mr 0x7f02a1d68840 addr 0xfe610090 value 0x300 size 8 name 'mailbox'",
        "8917@1795391300.794828:memory_region_ops_write cpu 1 mr 0x7f02a1d68840 addr 0xfe61008c value 0x1 size 4 name 'mailbox'",
        "8917@1795391300.794836:memory_region_ops_read cpu 1 mr 0x7f02a1d68840 addr 0xfe61008c value 0x0 size 4 name 'mailbox'",
        "8917@1795391300.794842:memory_region_ops_read cpu 1 mr 0x7f02a1d68840 addr 0xfe610098 value 0x0 size 8 name 'mailbox'",
        "8917@1795391300.794848:memory_region_ops_read cpu 1 mr 0x7f02a1d68840 addr 0xfe610090 value 0x80300 size 8 name 'mailbox'",
        "8917@1795391300.794852:memory_region_ops_read cpu 1 mr 0x7f02a1d68840 addr 0xfe6100a8 value 0x0 size 8 name 'mailbox'",
        "8917@1795391300.795011:memory_region_ops_read cpu 0 mr 0x7f02a1d68a00 addr 0xfe610080 value 0x10 size 4 name 'device-status'",
        '8915@1795391300.795225:handle_qmp_command mon 0x5621bd290120 req: {"execute": "qmp_capabilities"}',
        '8909@1795391300.795523:monitor_qmp_respond mon 0x5621bd290120 resp: {"return": {}}',
      ].join('\n'),
      kinds: ['mailbox', 'register', 'qmp'],
    },
  ],
};

/** Reads the log of `-D`, or QEMU's standard error: trace events and messages as they come. */
class MmioReader implements Reader {
  private readonly lines = new LineSplitter(
    (bytes, start, end, line, offset) => this.line(bytes, start, end, line, offset),
    (line, byteOffset, length) =>
      this.sink.issue({
        code: 'line-too-long',
        line,
        byteOffset,
        message: `the line has ${length} bytes; lines of a trace end at ${LINE_BYTES_MAX}. It was skipped`,
      }),
    LINE_BYTES_MAX,
    (bytes, start, line) => this.take(bytes, start, line),
  );
  private readonly scanner = new MmioScanner();
  private readonly clock = new LineClock(this.scanner.prefix);
  private readonly held: HeldHeader;
  private readonly queue: EventQueue;
  private readonly devices: MmioDevices;
  private readonly qmp: QmpTrace;
  private readonly messages: QemuMessages;
  private version: QemuVersion | null = null;
  /** The last line in which QEMU showed that it lives. */
  private livingLine = 0;
  private isMidLine = false;
  private byteOffset = 0;

  constructor(private readonly sink: TraceSink) {
    const { clock } = this;
    this.held = new HeldHeader(sink, () => this.header());
    this.queue = new EventQueue(
      (event) => this.held.event(event),
      () => this.unblock(),
    );
    const { queue } = this;
    const onIssue = (code: IssueCode, message: string) => this.issue(code, message);
    const onUnknownCommand = () =>
      onIssue(
        'missing-field',
        'the doorbell rings, but no write of the command register stands before it: the log begins too late',
      );
    this.devices = new MmioDevices({ clock, queue, onUnknownCommand });
    this.qmp = new QmpTrace({ clock, queue, onIssue, onVersion: (version) => (this.version ??= version) });
    this.messages = new QemuMessages((event) => {
      if (event.kind === 'crash') this.settle(false);
      queue.push({ ...event, seq: 0 });
    });
  }

  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
  }

  end(): void {
    this.isMidLine = this.lines.isMidLine;
    this.lines.end();
    this.messages.end();
    this.settle(null);
    this.held.release();
  }

  /** The common line, of which most logs have little else, read where it stands. */
  private take(bytes: Buffer, start: number, line: number): number {
    const end = this.scanner.take(bytes, start);
    if (end < 0) return -1;
    this.clock.at(line);
    this.access();
    return end;
  }

  private line(bytes: Buffer, start: number, end: number, line: number, byteOffset: number): void {
    if (start === end) return;
    this.byteOffset = byteOffset;
    const isAccess = this.scanner.read(bytes, start, end);
    this.clock.at(line);
    if (isAccess) this.access();
    else this.text(bytes.toString('utf8', start, end));
  }

  private access(): void {
    this.livingLine = this.clock.line;
    this.devices.access(this.scanner.access);
  }

  private text(line: string): void {
    const { bytesLong } = this.scanner.prefix;
    if (this.qmp.line(line.slice(bytesLong))) {
      this.livingLine = this.clock.line;
      return;
    }
    const shown = shownText(line);
    const parts = traceParts(shown);
    if (parts.length > 1 || shown !== line) for (const part of parts) this.part(part);
    else this.message(line.slice(bytesLong), bytesLong > 0);
  }

  /** A stretch of a line that holds several, or that had colours: read as a line of its own. */
  private part(part: string): void {
    const bytes = Buffer.from(part);
    if (this.scanner.read(bytes, 0, bytes.length)) {
      this.access();
      return;
    }
    const { bytesLong } = this.scanner.prefix;
    const text = part.slice(bytesLong);
    if (this.qmp.line(text)) this.livingLine = this.clock.line;
    else this.message(text, bytesLong > 0);
  }

  private message(whole: string, hasPrefix: boolean): void {
    const { text } = splitQemuTime(whole);
    if (text.trim() === '' || this.messages.line(text, this.clock) || isForeignTrace(text, hasPrefix)) return;
    if (/^(?:memory_region_ops_|handle_qmp_|monitor_qmp_|qmp_e)/.test(text))
      this.issue(
        'truncated-line',
        this.isMidLine ? 'the log ends within a trace event' : 'a trace event that is cut; it is left out',
      );
    else this.issue('unrecognised-line', 'not a trace event and not a message of QEMU; it is left out');
  }

  private settle(lived: false | null): void {
    this.devices.end((line) => lived ?? this.livingLine > line);
    this.qmp.end();
  }

  /** Too many events wait: what holds them is told as far as it is known. */
  private unblock(): void {
    this.devices.end(() => true);
    this.qmp.yieldPlaces();
  }

  private header(): TraceHeader {
    const { version } = this;
    const { startEpochNs } = this.clock;
    const behindSwitch = this.devices.hasSwitch;
    const devices = this.devices.mailboxAddresses.map((mailboxAddress) => ({
      ...DEFAULT_DEVICE,
      behindSwitch,
      mailboxAddress,
    }));
    return {
      line: 1,
      title: null,
      profile: null,
      recordedFrom:
        version === null
          ? "QEMU's trace of register accesses"
          : `QEMU ${version.major}.${version.minor}.${version.micro}`,
      ...(version !== null && { qemuVersion: version }),
      isClockHidden: true,
      unrecorded: ['operator'],
      ...(startEpochNs !== null && { startEpochNs }),
      devices: devices.length > 0 ? devices : [{ ...DEFAULT_DEVICE, behindSwitch }],
    };
  }

  private issue(code: IssueCode, message: string): void {
    this.sink.issue({ code, line: this.clock.line, byteOffset: this.byteOffset, message });
  }
}
