import { printable } from '../base/issue.js';
import { LineSplitter } from '../base/lines.js';
import { shownText } from '../base/terminal-text.js';
import { type JsonPiece, JsonPieces } from '../readers-qmp/json-pieces.js';
import { type LibvirtPrefix, libvirtPrefix, type MonitorRecord, monitorRecord } from '../readers-qmp/libvirt-line.js';
import { LibvirtMonitors } from '../readers-qmp/libvirt-monitors.js';
import { QmpMachines } from '../readers-qmp/qmp-machines.js';
import { readQmpPiece } from '../readers-qmp/qmp-piece.js';
import type { Format, Reader, TraceSink } from '../trace/format.js';

/** Far above any message. */
const LINE_BYTES_MAX = 8 << 20;

/** What follows a message that ends in a line end of its own, or stands behind it. */
const TAIL = /^(?: ?fd=-?\d+| ?len=\d+ ret=-?\d+ errno=-?\d+|\])?\s*$/;

export const libvirtLog: Format = {
  name: 'libvirt-log',
  title: "libvirt's debug log of its QEMU monitors (log_filters 1:qemu.qemu_monitor)",
  endings: [],
  sniff(head) {
    const text = Buffer.from(head).toString('latin1');
    if (/QEMU_MONITOR_(?:NEW|CLOSE|SEND_MSG|IO_WRITE|RECV_REPLY|RECV_EVENT): mon=/.test(text)) return 0.95;
    return /^\d{4}-\d\d-\d\d [\d:.]+\+\d{4}: \d+: \w+ : (?:libvirt version|qemuMonitor)/m.test(text) ? 0.7 : 0;
  },
  open: (sink) => new LibvirtReader(sink),
  samples: [
    {
      text: [
        '2026-11-23 00:15:02.000+0000: 40188: info : libvirt version: 11.3.0, package: 3+deb13u1 (Debian)',
        '2026-11-23 00:15:02.078+0000: 40190: info : qemuMonitorSend:836 : QEMU_MONITOR_SEND_MSG: mon=0x7f2a44012e10 msg={"execute":"qmp_capabilities","id":"libvirt-1"}\r',
        ' fd=-1',
        '2026-11-23 00:15:02.078+0000: 40248: info : qemuMonitorJSONIOProcessLine:212 : QEMU_MONITOR_RECV_REPLY: mon=0x7f2a44012e10 reply={"return": {}, "id": "libvirt-1"}',
      ].join('\n'),
      kinds: ['qmp'],
    },
  ],
};

class LibvirtReader implements Reader {
  private readonly monitors: LibvirtMonitors;
  private prefix: LibvirtPrefix | null = null;
  private record: MonitorRecord | null = null;
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
    this.monitors = new LibvirtMonitors(new QmpMachines(sink, (monitor) => `mon=${monitor}`));
  }

  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
  }

  end(): void {
    this.lines.end();
    this.pieces.cut();
    this.monitors.end();
  }

  private line(text: string, line: number, byteOffset: number): void {
    const prefix = libvirtPrefix(text);
    const record = monitorRecord(text);
    if (prefix === null && record === null) {
      this.pieces.push(text, line, byteOffset);
      return;
    }
    this.pieces.cut();
    this.prefix = prefix;
    this.record = record;
    const place = { line, lastLine: line, epochNs: prefix?.epochNs ?? null };
    if (record === null) return;
    const { what, monitor, at } = record;
    if (what === 'new' && monitor !== null) this.monitors.opened(monitor, place);
    else if (what === 'close' && monitor !== null) this.monitors.close(monitor, place);
    else this.pieces.push(text.slice(at), line, byteOffset + at);
  }

  private piece(piece: JsonPiece): void {
    const { record, prefix } = this;
    const message = readQmpPiece(piece, (code, line, words, byteOffset) =>
      this.sink.issue({ code, line, message: words, ...(byteOffset !== undefined && { byteOffset }) }),
    );
    if (message === null || record === null) return;
    const { line, lastLine } = piece;
    const place = { line, lastLine, epochNs: prefix?.epochNs ?? null };
    this.monitors.show(record.what, record.monitor, { message, place, thread: prefix?.thread ?? null });
  }

  private text(text: string, line: number, byteOffset: number): void {
    if (TAIL.test(text)) return;
    const message = `no line of libvirt's log: ${printable(text, 80)}`;
    this.sink.issue({ code: 'unrecognised-line', line, byteOffset, message });
  }
}
