import type { TraceEvent } from '../trace/events.js';
import { followsMore, type MoreLink } from './more-chain.js';
import { NumberColumn } from './number-column.js';

const KINDS: readonly TraceEvent['kind'][] = [
  ...(['mailbox', 'qmp', 'qmp-event', 'register', 'clock', 'log', 'crash', 'reset', 'decoder'] as const),
  ...(['memory', 'note', 'expect'] as const),
];

const MORE: readonly MoreLink[] = ['none', 'offer', 'answer'];

/** What is remembered of every event: a dozen bytes each, so that a million of them is no matter. */
export class Columns {
  private readonly seq = new NumberColumn();
  private readonly line = new NumberColumn();
  /** Nanoseconds; NaN where the source shows no time. */
  private readonly time = new NumberColumn();
  /** Kind, link and opcode in one number: what is of one sort has the same. */
  private readonly sort = new NumberColumn();
  private readonly file = new NumberColumn();
  /** The files of a merged trace, in the order in which they were first heard of. */
  readonly files: string[] = [];

  get length(): number {
    return this.seq.length;
  }

  push(event: TraceEvent): void {
    this.line.push(event.line);
    this.time.push(event.timeNs === null ? Number.NaN : Number(event.timeNs));
    const opcode = event.kind === 'mailbox' ? event.opcode : 0;
    this.sort.push((opcode << 8) | (MORE.indexOf(followsMore(event)) << 4) | KINDS.indexOf(event.kind));
    this.file.push(event.file === undefined ? -1 : this.fileIndex(event.file));
    this.seq.push(event.seq);
  }

  seqAt = (index: number): number => this.seq.at(index) || 0;
  lineAt = (index: number): number => this.line.at(index) || 0;
  timeAt = (index: number): number => this.time.at(index);
  kindAt = (index: number): TraceEvent['kind'] => KINDS[this.sort.at(index) & 0xf] ?? 'note';
  opcodeAt = (index: number): number => this.sort.at(index) >> 8;
  moreAt = (index: number): MoreLink => MORE[(this.sort.at(index) >> 4) & 0xf] ?? 'none';
  /** Which of `files` shows the record; -1 where the trace is of one. */
  fileAt = (index: number): number => (index < this.length ? this.file.at(index) : -1);

  /** Whether two records are of one kind, and of one command where they have an opcode. */
  isSameSort = (index: number, other: number): boolean =>
    this.kindAt(index) === this.kindAt(other) && this.opcodeAt(index) === this.opcodeAt(other);

  /** Where a record stands; the one before where there is none with this number. */
  indexOfSeq(seq: number): number {
    // Numbers run 1, 2, 3, … in nearly every trace.
    if (this.seq.at(seq - 1) === seq) return seq - 1;
    const near = this.seq.lastNotAbove(seq);
    if (this.seq.at(near) === seq) return near;
    for (let index = 0; index < this.length; index++) if (this.seq.at(index) === seq) return index;
    return near;
  }

  /** The last event that begins at a line or before it. */
  indexOfLine = (line: number): number => this.line.lastNotAbove(line);

  private fileIndex(name: string): number {
    const known = this.files.indexOf(name);
    return known >= 0 ? known : this.files.push(name) - 1;
  }

  /** The event that is nearest to a time. */
  indexOfTime(ns: number): number {
    let nearest = 0;
    let distance = Number.POSITIVE_INFINITY;
    for (let index = 0; index < this.length; index++) {
      const away = Math.abs(this.timeAt(index) - ns);
      if (away < distance) [nearest, distance] = [index, away];
    }
    return nearest;
  }
}
