import type { Issue } from '../base/issue.js';
import type { TraceEvent } from './events.js';
import type { TraceHeader } from './header.js';

/** Where a reader puts what it finds, in the order of the source. */
export interface TraceSink {
  header(header: TraceHeader): void;
  event(event: TraceEvent): void;
  issue(issue: Issue): void;
  /**
   * The sink of another machine of the same file, which begins with a header of its own: its events may stand between
   * this one's. Absent where a sink can take but one; further machines are then left out, with an issue.
   */
  openTrace?(source: string): TraceSink;
}

/** Takes a source chunk by chunk. Total: whatever the bytes, it reports issues and never throws. */
export interface Reader {
  push(chunk: Uint8Array): void;
  end(): void;
}

/** What a source does not say of itself, and whoever reads it may know. */
export interface ReadOptions {
  /** The command whose payload a pasted dump is. */
  readonly opcode?: number;
  readonly side?: PayloadSide;
}

export type PayloadSide = 'request' | 'response';

/** The format that people write by hand: there is an author who can mend what cannot be read. */
export const WRITTEN_FORMAT = 'trace-yaml';

/** A text that a format must recognise. */
export interface Sample {
  readonly text: string;
  /** How the text becomes bytes: UTF-8, or one byte a character for a binary format. */
  readonly encoding?: 'latin1';
  readonly kinds: readonly string[];
}

/** One input format: it recognises itself and brings its own samples. */
export interface Format {
  readonly name: string;
  readonly title: string;
  /** File name endings of this format, for walking folders. */
  readonly endings: readonly string[];
  /** A time in front of its lines is the format's own to read. */
  readonly readsTimes?: true;
  /** How sure the format is of the first bytes of a source: 0 no, 1 certain. */
  sniff(head: Uint8Array): number;
  open(sink: TraceSink, options?: ReadOptions): Reader;
  /** Texts that it must recognise, with the kinds of events that they hold. */
  readonly samples: readonly Sample[];
}
