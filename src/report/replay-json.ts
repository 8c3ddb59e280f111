import { printJson } from '../base/json-print.js';
import { specText } from '../base/spec.js';
import type { Divergence } from '../divergence/divergence.js';
import type { TraceResult } from '../divergence/result.js';

const REPORT_VERSION = 1;

/** The replay report that scripts read: one document for all traces. */
export function replayJson(results: readonly TraceResult[], differences?: readonly object[]): string {
  const traces = results.map(traceEntry);
  return printJson(
    { cxltraceReport: REPORT_VERSION, traces, summary: summaryOf(results), ...(differences && { differences }) },
    2,
  );
}

/** One trace of a report. */
function traceEntry(result: TraceResult): object {
  const { file, source, format, profile, events, compared, matched, unmodelled, inferred, finalState } = result;
  const divergences = result.divergences.map(divergenceEntry);
  const listed = result.counts.error + result.counts.warning + result.counts.note - divergences.length;
  return {
    file,
    ...(source !== null && { source }),
    format,
    profile,
    events,
    compared,
    matched,
    unmodelled,
    divergences,
    ...(listed > 0 && { divergencesNotListed: listed }),
    ...(result.filteredOut !== undefined && { filteredOut: result.filteredOut }),
    inferred,
    issues: result.issues,
    ...(result.issueCount > result.issues.length && { issuesNotListed: result.issueCount - result.issues.length }),
    finalState,
  };
}

/** One divergence of a report. */
export function divergenceEntry(divergence: Divergence): object {
  const { code, basis, severity, seq, line, lastLine, event, path, payloadOffset, message, because } = divergence;
  return {
    code,
    basis,
    severity,
    seq,
    line,
    ...(divergence.file !== undefined && { source: divergence.file }),
    ...(lastLine !== undefined && { lines: [line, lastLine] }),
    event,
    path,
    recorded: divergence.recorded,
    replayed: divergence.replayed,
    payloadOffset,
    message,
    because,
    spec: divergence.spec.map(specText),
    followsFrom: divergence.followsFrom,
    ...(divergence.origin !== undefined && { origin: divergence.origin }),
    ...(divergence.weighed !== undefined && { causes: divergence.weighed }),
  };
}

/** The sums over all traces. */
export function summaryOf(results: readonly TraceResult[]) {
  const sum = (of: (result: TraceResult) => number) => results.reduce((total, result) => total + of(result), 0);
  return {
    traces: results.length,
    events: sum(({ events }) => events),
    compared: sum(({ compared }) => compared),
    matched: sum(({ matched }) => matched),
    divergences: {
      error: sum(({ counts }) => counts.error),
      warning: sum(({ counts }) => counts.warning),
      note: sum(({ counts }) => counts.note),
    },
    issues: sum(({ issueCount }) => issueCount),
  };
}
