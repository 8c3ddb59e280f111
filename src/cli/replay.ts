import { Analysis } from '../divergence/analysis.js';
import type { Severity } from '../divergence/divergence.js';
import { divergenceKinds } from '../divergence/index.js';
import type { TraceResult } from '../divergence/result.js';
import { issueText } from '../report/issue-text.js';
import { replayJson } from '../report/replay-json.js';
import { commandTable, summaryText, type TextOptions, traceText } from '../report/replay-text.js';
import { chooseProfile, profileFault } from './choose-profile.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { type Input, inputsOf, type MissingInput } from './inputs.js';
import type { Io } from './io.js';
import { formatFault, readInput } from './read-input.js';
import { textOptions } from './terminal.js';

export interface ReplayOptions {
  readonly profile?: string;
  readonly format?: string;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly byCommand?: boolean;
  readonly color: 'auto' | 'always' | 'never';
  readonly failOn: Severity;
}

/** `cxltrace replay`: replays each input against the engine and reports where they part. */
export async function replay(files: readonly string[], options: ReplayOptions, io: Io): Promise<ExitCode> {
  const fault = (options.profile === undefined ? null : profileFault(options.profile)) ?? formatFault(options.format);
  if (fault !== null) return usage(fault, io);
  const text = textOptions(options, io);
  const results: TraceResult[] = [];
  for (const input of inputsOf(files, io)) {
    const result = await replayInput(input, options);
    results.push(result);
    if (!options.json) showTrace(result, text, io);
    else showIssues(result, text, io);
  }
  if (options.json) io.out(`${replayJson(results)}\n`);
  if (options.byCommand && !options.json) io.out(`\n${commandTable(results)}\n`);
  if (!options.json && results.length > 1) io.out(`\n${summaryText(results, text)}\n`);
  return exitCode(results, options.failOn);
}

function usage(message: string, io: Io): ExitCode {
  io.err(`error: ${message}\n`);
  return EXIT.unusable;
}

async function replayInput(input: Input | MissingInput, options: ReplayOptions): Promise<TraceResult> {
  const analysis = new Analysis(divergenceKinds, chooseProfile(options.profile));
  if ('issue' in input) {
    analysis.issue(input.issue);
    return analysis.result(input.name, null);
  }
  const format = await readInput(input, options.format, analysis);
  return analysis.result(input.name, format?.name ?? null);
}

function showTrace(result: TraceResult, text: TextOptions, io: Io): void {
  showIssues(result, text, io);
  io.out(`${traceText(result, text)}\n`);
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
  if (results.some(({ finalState }) => finalState === null)) return EXIT.unusable;
  const counted: readonly Severity[] =
    failOn === 'error' ? ['error'] : failOn === 'warning' ? ['error', 'warning'] : ['error', 'warning', 'note'];
  const isFound = results.some(
    ({ counts, issueCount }) =>
      counted.some((severity) => counts[severity] > 0) || (failOn !== 'error' && issueCount > 0),
  );
  return isFound ? EXIT.divergences : EXIT.clean;
}
