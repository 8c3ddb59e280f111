import type { IssueCode } from '../base/issue.js';
import { isJsonObject, type JsonObject } from '../base/json.js';
import { readJson } from '../base/json-exact.js';
import { LineSplitter } from '../base/lines.js';
import { MailboxLineReader } from '../readers-ndjson/mailbox-line.js';
import { readHeader } from '../readers-ndjson/ndjson-header.js';
import { readEvent } from '../readers-ndjson/ndjson-record.js';
import { type FieldIssue, RecordFields, wideInteger } from '../readers-ndjson/record-fields.js';
import type { Format, Reader, TraceSink } from '../trace/format.js';
import { DEFAULT_DEVICE, type TraceHeader } from '../trace/header.js';

/** Far above any record: the largest payload has 2^20 bytes, twice that in hex. */
const LINE_BYTES_MAX = 8 << 20;

const BYTE_ORDER_MARK = '\ufeff';

export const captureNdjson: Format = {
  name: 'capture-ndjson',
  title: 'Recording: one JSON record a line',
  endings: ['.ndjson'],
  sniff(head) {
    const text = Buffer.from(head.subarray(0, 512)).toString('utf8').trimStart();
    if (!text.startsWith('{')) return 0;
    if (/^\{\s*"kind"\s*:\s*"device"\s*,\s*"cxltrace"\s*:/.test(text)) return 1;
    if (/^\{\s*"kind"\s*:\s*"/.test(text)) return 0.9;
    return /"cxltrace"\s*:/.test(text) ? 0.8 : 0;
  },
  open: (sink) => new CaptureReader(sink),
  samples: [
    {
      text: [
        '{"kind":"device","cxltrace":1,"profile":"qemu-10.0","device":{"volatileBytes":268435456}}',
        '{"kind":"mailbox","seq":1,"timeNs":5,"opcode":"0x0300","request":"","returnCode":0,"response":"0000000000000000","background":false}',
        '{"kind":"clock","seq":2,"advanceNs":1000,"virtualNs":1000}',
      ].join('\n'),
      kinds: ['mailbox', 'clock'],
    },
  ],
};

class CaptureReader implements Reader {
  private readonly lines = new LineSplitter(
    (bytes, start, end, line, offset) => this.line(bytes, start, end, line, offset),
    (line, byteOffset, length) =>
      this.issue(
        line,
        'line-too-long',
        `the line has ${length} bytes; records end at ${LINE_BYTES_MAX}. It was skipped`,
        byteOffset,
      ),
    LINE_BYTES_MAX,
  );
  private readonly mailbox = new MailboxLineReader();
  private hasHeader = false;
  private isDead = false;
  private lastSeq = 0;
  private isTorn = false;
  /** The device record, until the first record behind it shows whether the recording has its beginning. */
  private held: TraceHeader | null = null;

  constructor(private readonly sink: TraceSink) {}

  push(chunk: Uint8Array): void {
    if (!this.isDead) this.lines.push(chunk);
  }

  end(): void {
    this.isTorn = this.lines.isMidLine;
    if (!this.isDead) this.lines.end();
    if (this.held !== null) this.release(1);
  }

  private line(bytes: Buffer, start: number, end: number, line: number, byteOffset: number): void {
    if (this.isDead || end === start) return;
    if (this.hasHeader) {
      const event = this.mailbox.read(bytes, start, end, line);
      if (event !== null) {
        if (this.held !== null) this.release(event.seq);
        this.follow(event.seq, line);
        this.sink.event(event);
        return;
      }
    }
    const text = bytes.toString('utf8', start, end);
    // Editors of some systems begin a file with a byte order mark.
    this.record(line === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text, line, byteOffset);
  }

  private record(text: string, line: number, byteOffset: number): void {
    const read = readJson(text);
    if ('fault' in read && text.trim() === '') return;
    if ('fault' in read) {
      const { offset, message } = read.fault;
      const code = this.isTorn ? 'truncated-line' : 'invalid-json';
      const why = this.isTorn ? `the file ends within a record: ${message}` : `not a JSON record: ${message}`;
      this.sink.issue({ code, line, column: offset + 1, byteOffset: byteOffset + offset, message: why });
    } else if (!isJsonObject(read.value)) {
      this.issue(line, 'unrecognised-line', 'a record is a JSON object with a "kind"', byteOffset);
    } else if (!this.hasHeader) this.header(read.value, line, byteOffset);
    else if (read.value['kind'] === 'device')
      this.issue(
        line,
        'unrecognised-line',
        'a second device record: a recording has one, in front, and goes on with it; split what several recordings made',
        byteOffset,
      );
    else this.event(read.value, line, byteOffset);
  }

  private header(record: JsonObject, line: number, byteOffset: number): void {
    this.hasHeader = true;
    if (record['kind'] !== 'device') {
      this.issue(
        line,
        'missing-device',
        'the first record should be the device; a default device without memory is assumed',
        byteOffset,
      );
      this.sink.header({ line, title: null, profile: null, recordedFrom: null, devices: [DEFAULT_DEVICE] });
      this.event(record, line, byteOffset);
      return;
    }
    const header = readHeader(record, line, (code, message) => this.issue(line, code, message, byteOffset));
    if ('unsupported' in header) {
      this.isDead = true;
      this.issue(line, 'unsupported-version', header.unsupported, byteOffset);
    } else this.held = header;
  }

  /** A recording whose first record is not number 1 was cut: its device had been at work before. */
  private release(firstSeq: number): void {
    const { held } = this;
    this.held = null;
    if (held !== null) this.sink.header(firstSeq > 1 ? withoutStart(held) : held);
  }

  private event(record: JsonObject, line: number, byteOffset: number): void {
    const onIssue: FieldIssue = (code, message) => this.issue(line, code, message, byteOffset);
    const fields = new RecordFields(record, onIssue);
    const seq = fields.integer('seq', Number.MAX_SAFE_INTEGER);
    const timeNs = wideInteger(record['timeNs']);
    if (timeNs === null && fields.has('timeNs') && record['timeNs'] !== null)
      onIssue('invalid-field', '"timeNs" must be a whole number of nanoseconds; the record is taken as without a time');
    const event = readEvent(fields, { seq, line, timeNs });
    if (fields.has('seq')) this.follow(seq, line);
    if (this.held !== null) this.release(seq);
    if (event === null) return;
    if ('unknownKind' in event) this.issue(line, 'unknown-kind', event.unknownKind, byteOffset);
    else this.sink.event(event);
  }

  /** Sequence numbers run 1, 2, 3, …: anything else means that records are missing, doubled or in disorder. */
  private follow(seq: number, line: number): void {
    const expected = this.lastSeq + 1;
    this.lastSeq = seq;
    if (seq === expected) return;
    const what =
      seq > expected
        ? `${seq - expected === 1 ? `record ${expected} is` : `records ${expected} to ${seq - 1} are`} missing`
        : seq === expected - 1
          ? `record ${seq} is there twice`
          : `record ${seq} stands after record ${expected - 1}`;
    this.issue(line, 'sequence-broken', `seq ${seq} where ${expected} was expected: ${what}`);
  }

  private issue(line: number, code: IssueCode, message: string, byteOffset?: number): void {
    this.sink.issue({ code, line, message, ...(byteOffset !== undefined && { byteOffset }) });
  }
}

function withoutStart({ startsAtPowerOn: _start, ...header }: TraceHeader): TraceHeader {
  return header;
}
