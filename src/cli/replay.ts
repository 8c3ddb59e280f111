import type { Difference } from '../divergence/contest.js';
import type { Severity } from '../divergence/divergence.js';
import { isUnusable, type TraceResult } from '../divergence/result.js';
import { severitiesFrom } from '../divergence/severity.js';
import { differencesText } from '../report/differences-text.js';
import { issueText } from '../report/issue-text.js';
import { replayJson } from '../report/replay-json.js';
import { commandTable, summaryText, type TextOptions, traceText } from '../report/replay-text.js';
import type { HostName } from '../trace/sides.js';
import { profileFault } from './choose-profile.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { readFilter } from './filter.js';
import { inputsOf, mergedInput } from './inputs.js';
import type { Io } from './io.js';
import { keepHeapLean } from './lean-heap.js';
import { formatFault } from './read-input.js';
import { type PayloadOptions, payloadFault } from './read-options.js';
import { replayInput } from './replay-input.js';
import { textOptions } from './terminal.js';

export interface ReplayOptions extends PayloadOptions {
  /** One, or several to hold against each other. */
  readonly profile?: readonly string[];
  readonly format?: string;
  readonly merge?: boolean;
  readonly host?: HostName;
  readonly filter?: string;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly byCommand?: boolean;
  readonly color: 'auto' | 'always' | 'never';
  readonly failOn: Severity;
}

/** `cxltrace replay`: replays each input against the engine and reports where they part. */
export async function replay(files: readonly string[], options: ReplayOptions, io: Io): Promise<ExitCode> {
  const fault =
    options.profile?.map(profileFault).find((found) => found !== null) ??
    formatFault(options.format) ??
    payloadFault(options.opcode);
  if (fault !== null) return usage(fault, io);
  const filter = options.filter === undefined ? null : readFilter(options.filter, io);
  if (filter !== null && 'fault' in filter) return usage(filter.fault, io);
  keepHeapLean();
  const text = textOptions(options, io);
  const results: TraceResult[] = [];
  const differences: (Difference & { readonly file: string })[] = [];
  for (const input of options.merge ? [mergedInput(files, io)] : inputsOf(files, io)) {
    const replayed = await replayInput(input, { ...options, profiles: options.profile ?? [] }, filter);
    results.push(...replayed.results);
    if (replayed.differences !== null)
      differences.push(...replayed.differences.map((one) => ({ file: input.name, ...one })));
    for (const reading of replayed.readings) showIssues(reading, text, io);
    if (options.json) continue;
    for (const result of replayed.results) io.out(`${traceText(result, text)}\n`);
    if (replayed.differences !== null) io.out(`${differencesText(input.name, replayed.differences, text)}\n`);
  }
  const isContest = (options.profile?.length ?? 0) > 1;
  if (options.json) io.out(`${replayJson(results, isContest ? differences : undefined)}\n`);
  if (options.byCommand && !options.json) io.out(`\n${commandTable(results)}\n`);
  if (!options.json && results.length > 1) io.out(`\n${summaryText(results, text)}\n`);
  return exitCode(results, options.failOn);
}

function usage(message: string, io: Io): ExitCode {
  io.err(`error: ${message}\n`);
  return EXIT.unusable;
}

/** Issues go to standard error: they are about the input, not the result. */
function showIssues(result: TraceResult, text: TextOptions, io: Io): void {
  const shown = result.issues.slice(0, text.issuesMax);
  for (const issue of shown) io.err(`${issueText(result.file, issue, text.paint)}\n`);
  const more = result.issueCount - shown.length;
  if (more > 0) io.err(`${result.file}: … and ${more} more issues\n`);
}

/** 2 where an input gave nothing to replay, 1 where something of the wanted severity was found, else 0. */
function exitCode(results: readonly TraceResult[], failOn: Severity): ExitCode {
  if (results.some(isUnusable)) return EXIT.unusable;
  const isFound = results.some(
    ({ counts, issueCount }) =>
      severitiesFrom(failOn).some((severity) => counts[severity] > 0) || (failOn !== 'error' && issueCount > 0),
  );
  return isFound ? EXIT.divergences : EXIT.clean;
}
