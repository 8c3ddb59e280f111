import type { Issue } from '../base/issue.js';
import { LineSplitter } from '../base/lines.js';
import type { TraceEvent } from '../trace/events.js';
import type { Reader, TraceSink } from '../trace/format.js';
import { logPrefix } from './log-prefix.js';
import { RecordingClock } from './stamp-clock.js';

/** Above any message that a log's line holds. */
const LINE_BYTES_MAX = 16 << 20;
/** No prefix is longer. */
const PREFIX_BYTES_MAX = 160;
/** So many lines back an event or an issue may reach. */
const LINES_KEPT = 4096;

const NEWLINE = Buffer.from('\n');

/** How a line of the source became one of the log in it. */
interface Cut {
  readonly timeNs: bigint | null;
  readonly prefixBytes: number;
  /** Bytes of the source before the line's text that are not before it in the log. */
  readonly shiftBytes: number;
}

/** Takes what a journal or a terminal program put before each line off, and lets the log's own reader read the rest. */
export class PrefixedLines implements Reader {
  private readonly inner: Reader;
  private readonly cuts = new Map<number, Cut>();
  private readonly clock = new RecordingClock();
  private parts: Buffer[] = [];
  private innerBytes = 0;
  private readonly lines: LineSplitter;

  constructor(
    private readonly sink: TraceSink,
    open: (sink: TraceSink) => Reader,
  ) {
    this.inner = open(this.restoring(sink));
    this.lines = new LineSplitter(
      (bytes, start, end, line, byteOffset) => this.line(bytes.subarray(start, end), line, byteOffset),
      (line, byteOffset, length) => this.tooLong(line, byteOffset, length),
      LINE_BYTES_MAX,
    );
  }

  push(chunk: Uint8Array): void {
    this.lines.push(chunk);
    this.flush();
  }

  end(): void {
    const isTorn = this.lines.isMidLine;
    this.lines.end();
    if (isTorn) this.parts.pop();
    this.flush();
    this.inner.end();
  }

  private line(bytes: Buffer, line: number, byteOffset: number): void {
    const prefix = logPrefix(bytes.toString('latin1', 0, PREFIX_BYTES_MAX));
    const prefixBytes = prefix?.length ?? 0;
    const timeNs = prefix === null ? null : this.clock.elapsed([prefix.stamp]);
    this.cuts.set(line, { timeNs, prefixBytes, shiftBytes: byteOffset + prefixBytes - this.innerBytes });
    this.cuts.delete(line - LINES_KEPT);
    // The line is valid only during the call.
    this.give(Buffer.from(bytes.subarray(prefixBytes)));
  }

  private tooLong(line: number, byteOffset: number, length: number): void {
    const message = `the line has ${length} bytes; lines of a log end at ${LINE_BYTES_MAX}. It was skipped`;
    this.sink.issue({ code: 'line-too-long', line, byteOffset, message });
    // Lines keep their numbers.
    this.give(Buffer.alloc(0));
  }

  private give(text: Buffer): void {
    this.parts.push(text, NEWLINE);
    this.innerBytes += text.length + 1;
  }

  private flush(): void {
    if (this.parts.length === 0) return;
    const bytes = Buffer.concat(this.parts);
    this.parts = [];
    this.inner.push(bytes);
  }

  /** A sink that puts back what was taken off: places, and times where the log has none of its own. */
  private restoring(sink: TraceSink): TraceSink {
    const { openTrace } = sink;
    return {
      header: (header) => sink.header(header),
      event: (event) => sink.event(this.timed(event)),
      issue: (issue) => sink.issue(this.placed(issue)),
      ...(openTrace !== undefined && { openTrace: (source) => this.restoring(openTrace.call(sink, source)) }),
    };
  }

  private timed(event: TraceEvent): TraceEvent {
    const timeNs = event.timeNs ?? this.cuts.get(event.line)?.timeNs ?? null;
    return timeNs === event.timeNs ? event : { ...event, timeNs };
  }

  private placed(issue: Issue): Issue {
    const cut = this.cuts.get(issue.line);
    if (cut === undefined) return issue;
    const { column, byteOffset } = issue;
    return {
      ...issue,
      ...(column !== undefined && { column: column + cut.prefixBytes }),
      ...(byteOffset !== undefined && { byteOffset: byteOffset + cut.shiftBytes }),
    };
  }
}

/** How many lines of the beginning are looked at. */
const LINES_SNIFFED = 200;

/** The beginning of the log behind such prefixes; null where few lines have one. */
export function unprefixed(head: Uint8Array): { readonly head: Uint8Array; readonly hasWriters: boolean } | null {
  const lines = Buffer.from(head).toString('latin1').split('\n', LINES_SNIFFED);
  const told = lines.filter((line) => line.trim() !== '');
  const prefixes = lines.map(logPrefix);
  const count = prefixes.filter((prefix) => prefix !== null).length;
  if (count === 0 || count * 5 < told.length * 4) return null;
  const rest = lines.map((line, index) => line.slice(prefixes[index]?.length ?? 0));
  return {
    head: Buffer.from(rest.join('\n'), 'latin1'),
    hasWriters: prefixes.every((prefix) => prefix === null || prefix.hasWriter),
  };
}
