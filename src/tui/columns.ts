import type { TraceEvent } from '../trace/events.js';
import { followsMore, type MoreLink } from './more-chain.js';

type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array;

const grown = <C extends Column>(column: C, capacity: number): C => {
  const next = new (column.constructor as new (length: number) => C)(capacity);
  next.set(column as never);
  return next;
};

const KINDS: readonly TraceEvent['kind'][] = [
  ...(['mailbox', 'qmp', 'qmp-event', 'register', 'clock', 'log', 'crash', 'reset', 'decoder'] as const),
  ...(['memory', 'note', 'expect'] as const),
];

const MORE: readonly MoreLink[] = ['none', 'offer', 'answer'];

/** What is remembered of every event: some thirty bytes each, so that a million of them is no matter. */
export class Columns {
  length = 0;
  private seq = new Float64Array(1024);
  private line = new Uint32Array(1024);
  /** Nanoseconds; NaN where the source shows no time. */
  private time = new Float64Array(1024);
  private kind = new Uint8Array(1024);
  private opcode = new Uint16Array(1024);
  private more = new Uint8Array(1024);

  push(event: TraceEvent): void {
    if (this.length === this.seq.length) this.grow();
    const at = this.length++;
    this.seq[at] = event.seq;
    this.line[at] = event.line;
    this.time[at] = event.timeNs === null ? Number.NaN : Number(event.timeNs);
    this.kind[at] = KINDS.indexOf(event.kind);
    this.opcode[at] = event.kind === 'mailbox' ? event.opcode : 0;
    this.more[at] = MORE.indexOf(followsMore(event));
  }

  seqAt = (index: number): number => this.seq[index] ?? 0;
  lineAt = (index: number): number => this.line[index] ?? 0;
  timeAt = (index: number): number => this.time[index] ?? Number.NaN;
  kindAt = (index: number): TraceEvent['kind'] => KINDS[this.kind[index] ?? 0] ?? 'note';
  opcodeAt = (index: number): number => this.opcode[index] ?? 0;
  moreAt = (index: number): MoreLink => MORE[this.more[index] ?? 0] ?? 'none';

  /** Where a record stands; the one before where there is none with this number. */
  indexOfSeq(seq: number): number {
    // Numbers run 1, 2, 3, … in nearly every trace.
    if (this.seq[seq - 1] === seq && seq - 1 < this.length) return seq - 1;
    const exact = this.seq.subarray(0, this.length).indexOf(seq);
    return exact >= 0 ? exact : lastNotAbove(this.seq, this.length, seq);
  }

  /** The last event that begins at a line or before it. */
  indexOfLine = (line: number): number => lastNotAbove(this.line, this.length, line);

  /** The event that is nearest to a time. */
  indexOfTime(ns: number): number {
    let nearest = 0;
    let distance = Number.POSITIVE_INFINITY;
    for (let index = 0; index < this.length; index++) {
      const away = Math.abs((this.time[index] as number) - ns);
      if (away < distance) [nearest, distance] = [index, away];
    }
    return nearest;
  }

  private grow(): void {
    const capacity = this.seq.length * 2;
    this.seq = grown(this.seq, capacity);
    this.line = grown(this.line, capacity);
    this.time = grown(this.time, capacity);
    this.kind = grown(this.kind, capacity);
    this.opcode = grown(this.opcode, capacity);
    this.more = grown(this.more, capacity);
  }
}

function lastNotAbove(column: Float64Array | Uint32Array, length: number, wanted: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((column[middle] as number) <= wanted) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
