import type { TraceEvent } from '../trace/events.js';
import type { TraceHeader } from '../trace/header.js';

/** The spellings that a trace can be written in. */
export const SPELLINGS = ['ndjson', 'yaml', 'qmp'] as const;
export type Spelling = (typeof SPELLINGS)[number];

/** How a script of QMP commands is written: JSON lines for `socat` or `nc`, or lines that one types into `qmp-shell`. */
export const QMP_STYLES = ['json', 'shell'] as const;
export type QmpStyle = (typeof QMP_STYLES)[number];

/** Spells a trace, piece by piece, in the order in which it is read. */
export interface TraceWriter {
  /** The text that stands before the first event. */
  header(header: TraceHeader): string;
  /** The text of one event; empty where the spelling has no words for it. */
  event(event: TraceEvent): string;
  /** What of the trace the spelling could not say, in words: `3 expectations`. */
  losses(): readonly string[];
}

/** Counts what a spelling cannot say, by kind. */
export class Losses {
  private readonly counts = new Map<string, number>();

  add(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  list(): readonly string[] {
    return [...this.counts].map(([what, count]) => `${count} × ${what}`);
  }
}

/** What a source shows of a command whose payload it does not: words, since neither spelling can say less than all of it. */
export const UNKNOWN_REQUEST = 'a command whose request is not known (written as a note)';
export const UNKNOWN_ARGUMENTS = 'a QMP answer whose request is not known (written as a note)';
