import { readFileSync } from 'node:fs';
import type { Severity } from '../divergence/divergence.js';
import { mergeReports } from '../report/check-merge.js';
import { type CheckReport, checkReport } from '../report/check-report.js';
import type { Reporter, ReporterName } from '../report/check-reporter.js';
import { reporters } from '../report/check-reporters.js';
import type { HostName } from '../trace/sides.js';
import { runChecks } from './check-run.js';
import { namePattern, parseShard, type Shard, shardOf } from './check-select.js';
import { watchTraces } from './check-watch.js';
import { profileFault } from './choose-profile.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { unreadable } from './input.js';
import { inputsOf, isFolder } from './inputs.js';
import type { Io } from './io.js';
import { orphanedSideFiles } from './orphaned-side-files.js';
import { formatFault } from './read-input.js';
import { type ColorChoice, textOptions } from './terminal.js';
import { traceTitle } from './trace-title.js';

export interface CheckOptions {
  readonly profile?: string;
  readonly format?: string;
  readonly color: ColorChoice;
  readonly failOn?: Severity;
  readonly host?: HostName;
  readonly all?: boolean;
  readonly name?: string;
  readonly bail?: boolean;
  readonly update?: boolean;
  readonly watch?: boolean;
  readonly shard?: string;
  readonly merge?: readonly string[];
  readonly reporter: ReporterName;
  readonly jobs?: string;
}

/** `cxltrace check`: runs traces with their expectations and reports which hold. */
export async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<ExitCode> {
  const plan = planOf(options);
  if ('fault' in plan) return usage(plan.fault, io);
  if (options.merge !== undefined) return merged([...options.merge, ...paths], plan, options, io);
  for (const path of paths.filter(isFolder).flatMap(orphanedSideFiles))
    io.err(`warning: ${path}: there is no recording of this name beside it; nothing is held against what it expects\n`);
  const files = selected(paths, plan, io);
  if (files.length === 0 && plan.shard === null)
    return usage(
      `no trace matches --name ${options.name ?? ''}; there are ${selected(paths, { ...plan, name: null }, io).length}`,
      io,
    );
  const code = await run(files, plan, options, io);
  if (!options.watch) return code;
  io.err(`watching ${files.length} trace${files.length === 1 ? '' : 's'}; Ctrl-C ends\n`);
  await watchTraces(
    () => selected(paths, plan, io),
    async (changed) => void (await run(changed, plan, options, io)),
  );
  return code;
}

/** The options, read. */
interface Plan {
  readonly name: RegExp | null;
  readonly shard: Shard | null;
  readonly reporter: Reporter;
  readonly jobs: number | null;
}

function planOf(options: CheckOptions): Plan | { readonly fault: string } {
  const { profile, format } = options;
  const fault = (profile === undefined ? null : profileFault(profile)) ?? formatFault(format);
  if (fault !== null) return { fault };
  const name = options.name === undefined ? null : namePattern(options.name);
  if (options.name !== undefined && name === null) return { fault: `--name: no regular expression: ${options.name}` };
  const shard = options.shard === undefined ? null : parseShard(options.shard);
  if (options.shard !== undefined && shard === null)
    return { fault: `--shard: expected i/n with i from 1 to n, like 2/4, not ${options.shard}` };
  const jobs = options.jobs === undefined ? null : Number(options.jobs);
  if (jobs !== null && !(Number.isInteger(jobs) && jobs >= 1))
    return { fault: `--jobs: expected a whole number from 1, not ${options.jobs}` };
  return { name, shard, reporter: reporters[options.reporter], jobs };
}

function usage(message: string, io: Io): ExitCode {
  io.err(`error: ${message}\n`);
  return EXIT.unusable;
}

/** The traces that the paths, the name (of the file, or the trace's title) and the shard leave. */
function selected(paths: readonly string[], { name, shard }: Plan, io: Io): readonly string[] {
  const files = [...new Set(inputsOf(paths, io).map((input) => input.name))];
  const named = name === null ? files : files.filter((file) => name.test(file) || name.test(traceTitle(file) ?? ''));
  return shard === null ? named : shardOf(named, shard);
}

async function run(files: readonly string[], plan: Plan, options: CheckOptions, io: Io): Promise<ExitCode> {
  const { profile, format, failOn, host, update = false } = options;
  const tasks = files.map((file) => ({
    file,
    update,
    ...(profile !== undefined && { profile }),
    ...(format !== undefined && { format }),
    ...(failOn !== undefined && { failOn }),
    ...(host !== undefined && { host }),
  }));
  const limits = { bail: options.bail ?? false, ...(plan.jobs !== null && { jobs: plan.jobs }) };
  const { traces, notRun, updated } = await runChecks(tasks, limits, io);
  for (const { path, changes } of updated)
    io.err(`updated ${path}: ${changes} value${changes === 1 ? '' : 's'}
`);
  return show(checkReport(traces, options.shard ?? null, notRun), plan, options, io);
}

function merged(names: readonly string[], plan: Plan, options: CheckOptions, io: Io): ExitCode {
  const reports: { readonly name: string; readonly text: string }[] = [];
  for (const name of names) {
    try {
      reports.push({ name, text: readFileSync(name, 'utf8') });
    } catch (error) {
      return usage(`${name}: ${unreadable(name, error).issue.message}`, io);
    }
  }
  const report = mergeReports(reports);
  return 'fault' in report ? usage(report.fault, io) : show(report, plan, options, io);
}

function show(report: CheckReport, { reporter }: Plan, options: CheckOptions, io: Io): ExitCode {
  io.out(reporter.report(report, textOptions(options, io)));
  const { failed, unusable } = report.summary;
  return unusable > 0 ? EXIT.unusable : failed > 0 ? EXIT.divergences : EXIT.clean;
}
