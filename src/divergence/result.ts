import type { Issue } from '../base/issue.js';
import { WRITTEN_FORMAT } from '../trace/format.js';
import type { Inference } from '../trace/header.js';
import type { Divergence, Severity } from './divergence.js';

/** What a replay of one trace came to. */
export interface TraceResult {
  readonly file: string;
  /** Which machine of the file the trace is of; null where the file says nothing. */
  readonly source: string | null;
  /** Null where no format recognised the input. */
  readonly format: string | null;
  readonly profile: string | null;
  readonly title: string | null;
  readonly recordedFrom: string | null;
  /** Records read after the device record. */
  readonly events: number;
  /** Recorded answers that the engine gave too. */
  readonly compared: number;
  readonly matched: number;
  /** Recorded answers outside the model. */
  readonly unmodelled: number;
  readonly unmodelledCommands: ReadonlyMap<string, number>;
  /** Compared and matched answers by command. */
  readonly byCommand: ReadonlyMap<string, Tally>;
  readonly divergences: readonly Divergence[];
  /** All divergences by severity: more than are listed where a trace has very many. */
  readonly counts: Readonly<Record<Severity, number>>;
  /** How many divergences are not in this result since a filter left them out; absent without a filter. */
  readonly filteredOut?: number;
  readonly inferred: readonly Inference[];
  readonly issues: readonly Issue[];
  readonly issueCount: number;
  /** Hash of the devices' final state; null where nothing was replayed. */
  readonly finalState: string | null;
}

/** Whether the result says nothing of its input: none of it could be used. */
export const isUnusable = ({ finalState, events, issueCount }: TraceResult): boolean =>
  finalState === null || (issueCount > 0 && events === 0);

/**
 * Whether a test of it would prove nothing: something in a trace that a person wrote could not be read. What its author
 * meant is then not known, and the rest may look right without it.
 */
export const isUnreadInPart = ({ format, issues }: TraceResult): boolean =>
  format === WRITTEN_FORMAT && issues.some(({ code }) => code !== 'missing-device');

export interface Tally {
  readonly compared: number;
  readonly matched: number;
}
