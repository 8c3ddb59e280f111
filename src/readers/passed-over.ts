import type { TraceSink } from '../trace/format.js';
import type { EventQueue } from './event-queue.js';

/** Counts the lines that have nothing to do with CXL: they are no events, but a log's length must add up. */
export class PassedOver {
  private count = 0;
  private first = 0;
  private last = 0;

  constructor(private readonly what: string) {}

  add(line: number): void {
    if (this.count === 0) this.first = line;
    this.last = line;
    this.count++;
  }

  /** Tells the number as a note, or as an issue where the source has nothing else. */
  tell(queue: EventQueue, sink: TraceSink, hasEvents: boolean): void {
    if (this.count === 0) return;
    const { first, last } = this;
    const text = `${this.count} ${this.count === 1 ? 'line' : 'lines'} of ${this.what} passed over`;
    this.count = 0;
    const isLong = last > first;
    if (hasEvents)
      queue.push({ kind: 'note', seq: 0, line: first, ...(isLong && { lastLine: last }), timeNs: null, text });
    else sink.issue({ code: 'unrecognised-line', line: first, message: `no line concerns CXL: ${text}` });
  }
}
