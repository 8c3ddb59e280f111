import type { Issue } from '../base/issue.js';
import type { JsonValue } from '../base/json.js';
import { printJson } from '../base/json-print.js';
import { isUnreadInPart, isUnusable, type TraceResult } from '../divergence/result.js';
import type { Verdict } from '../expect/verdict.js';
import { divergenceEntry } from './replay-json.js';

export const CHECK_VERSION = 1;

/** `unusable`: nothing of the input could be replayed, or not all of what its author wrote could be read. */
export type Outcome = 'passed' | 'failed' | 'unusable';

/** A divergence as reports have it: plain JSON, so that a report can be read back. */
export interface CheckedDivergence {
  readonly code: string;
  readonly basis: string;
  readonly seq: number;
  readonly line: number;
  readonly lines?: readonly [number, number];
  readonly event: string;
  readonly path: string;
  readonly recorded: JsonValue;
  readonly replayed: JsonValue;
  readonly message: string;
  readonly because: string;
  readonly spec: readonly string[];
}

/** What the check of one trace came to. */
export interface CheckedTrace {
  readonly file: string;
  /** Which machine of the file, where it holds several. */
  readonly source?: string;
  readonly title: string | null;
  readonly format: string | null;
  readonly profile: string | null;
  readonly outcome: Outcome;
  /** Wall clock, for people: nothing depends on it. */
  readonly durationMs: number;
  readonly events: number;
  readonly compared: number;
  readonly matched: number;
  readonly expectations: { readonly held: number; readonly failed: number };
  /** Divergences that an expectation of the trace lists. */
  readonly expectedDivergences: number;
  /** What fails it: failed expectations, and divergences of severity error that no expectation lists. */
  readonly failing: readonly CheckedDivergence[];
  /** More than are listed where a trace has very many. */
  readonly failingCount: number;
  readonly issues: readonly Issue[];
  readonly issueCount: number;
}

/** What `check` came to: one document, the same for a shard and for all of them merged. */
export interface CheckReport {
  readonly cxltraceCheck: typeof CHECK_VERSION;
  /** `2/4`: this is the second of four parts; null for the whole. */
  readonly shard: string | null;
  readonly traces: readonly CheckedTrace[];
  /** Traces that were not checked, because an earlier one failed (`--bail`). */
  readonly notRun: number;
  readonly summary: CheckSummary;
}

export interface CheckSummary {
  readonly traces: number;
  readonly passed: number;
  readonly failed: number;
  readonly unusable: number;
  readonly expectations: { readonly held: number; readonly failed: number };
  /** Of the traces together, whatever ran beside what. */
  readonly durationMs: number;
}

/** The file, and the machine where the file holds several. */
export const traceName = ({ file, source }: CheckedTrace): string =>
  source === undefined ? file : `${file} (${source})`;

/** As many failures and issues as a report lists of one trace. */
const LISTED_MAX = 200;

/** Why a trace does not pass, in words, where none of its failures says it; null where one does, or it passes. */
export function reasonText({ outcome, failing, events, format, issueCount }: CheckedTrace): string | null {
  if (outcome === 'unusable')
    return events > 0 && format !== null
      ? 'not all of it could be read, so it proves nothing'
      : 'nothing of it could be replayed';
  if (outcome === 'passed' || failing.length > 0) return null;
  const places = issueCount === 1 ? 'a place in it' : `${issueCount} places in it`;
  return `${places} could not be read as written, and --fail-on counts that`;
}

/**
 * One trace of the report, from its replay and from what its expectations say; `isSideUnread` where those beside it
 * could not be read as they are written.
 */
export function checkedTrace(
  result: TraceResult,
  verdict: Verdict,
  durationMs: number,
  isSideUnread = false,
): CheckedTrace {
  const { file, source, title, format, profile, events, compared, matched, issues, issueCount } = result;
  const isUsable = !isUnusable(result) && !isUnreadInPart(result) && !isSideUnread;
  const { failing, failingCount, held, failedExpectations: failed, expectedCount } = verdict;
  const failsByIssues = issueCount > 0 && verdict.failOn !== 'error';
  const entry = {
    file,
    ...(source !== null && { source }),
    title,
    format,
    profile,
    outcome: isUsable ? (failingCount === 0 && !failsByIssues ? 'passed' : 'failed') : 'unusable',
    durationMs: Math.round(durationMs),
    events,
    compared,
    matched,
    expectations: { held, failed },
    expectedDivergences: expectedCount,
    failing: failing.slice(0, LISTED_MAX).map(divergenceEntry),
    failingCount,
    issues: issues.slice(0, LISTED_MAX),
    issueCount,
  };
  // Printed and read back: the same plain data whether it comes from here, another thread or another machine.
  return JSON.parse(printJson(entry)) as CheckedTrace;
}

/** The report over traces, in the order of their names. */
export function checkReport(traces: readonly CheckedTrace[], shard: string | null, notRun: number): CheckReport {
  const sorted = [...traces].sort((left, right) => (traceName(left) < traceName(right) ? -1 : 1));
  const count = (outcome: Outcome) => traces.filter((trace) => trace.outcome === outcome).length;
  const sum = (of: (trace: CheckedTrace) => number) => traces.reduce((total, trace) => total + of(trace), 0);
  const summary = {
    traces: traces.length,
    passed: count('passed'),
    failed: count('failed'),
    unusable: count('unusable'),
    expectations: {
      held: sum(({ expectations }) => expectations.held),
      failed: sum(({ expectations }) => expectations.failed),
    },
    durationMs: sum(({ durationMs }) => durationMs),
  };
  return { cxltraceCheck: CHECK_VERSION, shard, traces: sorted, notRun, summary };
}
