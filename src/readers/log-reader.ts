import { LineSplitter } from '../base/lines.js';
import { shownText } from '../base/terminal-text.js';
import type { Reader, TraceSink } from '../trace/format.js';
import { DEFAULT_DEVICE, type DeviceDescription, type TraceHeader } from '../trace/header.js';
import type { Side } from '../trace/sides.js';
import { EventQueue } from './event-queue.js';
import { HeldHeader } from './held-header.js';

/** Far above any line of a log that people read. */
const LINE_BYTES_MAX = 1 << 20;

/** What a log's own reader makes of its lines. */
export interface LogLines {
  /** A line as a terminal shows it; empty ones are left out. */
  line(text: string, line: number, byteOffset: number): void;
  /** Settles what is still open: the log ends, or too much waits for it. */
  end(): void;
  /** The devices that the log has shown; where absent, it says nothing of any. */
  devices?(): readonly DeviceDescription[];
  /** True where nothing of the log can be used. */
  readonly isUnusable?: boolean;
}

/** Reads a log of plain lines, which has no header of its own: bytes to text, colours off, events in order. */
export class LogReader implements Reader {
  private readonly lines: LineSplitter;
  private readonly own: LogLines;
  private readonly held: HeldHeader;

  constructor(
    sink: TraceSink,
    private readonly recordedFrom: string,
    open: (queue: EventQueue) => LogLines,
    /** The sides of whose commands such a log shows nothing that could be played. */
    private readonly unrecorded: readonly Side[],
  ) {
    this.held = new HeldHeader(sink, () => this.header());
    const queue = new EventQueue(
      (event) => this.held.event(event),
      () => this.own.end(),
    );
    this.own = open(queue);
    this.lines = new LineSplitter(
      (bytes, start, end, line, byteOffset) => {
        const text = shownText(bytes.toString('utf8', start, end));
        if (text.trim() !== '') this.own.line(text, line, byteOffset);
      },
      (line, byteOffset, length) =>
        sink.issue({
          code: 'line-too-long',
          line,
          byteOffset,
          message: `the line has ${length} bytes; lines of a log end at ${LINE_BYTES_MAX}. It was skipped`,
        }),
      LINE_BYTES_MAX,
    );
  }

  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
  }

  end(): void {
    this.lines.end();
    this.own.end();
    if (this.own.isUnusable !== true) this.held.release();
  }

  /** What a log does not say of the device stays open. */
  private header(): TraceHeader {
    const { recordedFrom, unrecorded } = this;
    const devices = this.own.devices?.() ?? [DEFAULT_DEVICE];
    return { line: 1, title: null, profile: null, recordedFrom, unrecorded, devices };
  }
}

/** The issue of a line that no one understands. */
export const unrecognised = (sink: TraceSink, what: string, line: number, byteOffset: number): void =>
  sink.issue({ code: 'unrecognised-line', line, byteOffset, message: `not a line of ${what}; it is left out` });
