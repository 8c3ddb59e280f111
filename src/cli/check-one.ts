import { Analysis } from '../divergence/analysis.js';
import { divergenceKinds } from '../divergence/index.js';
import { Expectations } from '../expect/expectations.js';
import type { Verdict } from '../expect/verdict.js';
import { HeldBack } from '../infer/held-back.js';
import { type CheckedTrace, checkedTrace } from '../report/check-report.js';
import type { CheckTask, UpdatedFile } from './check-task.js';
import { updateFiles } from './check-update.js';
import { chooseProfile, foreknowledge } from './choose-profile.js';
import { inputsOf } from './inputs.js';
import { type Io, processIo } from './io.js';
import { readInput } from './read-input.js';
import { readSideFile, type SideFile } from './side-file.js';

export interface CheckOutcome {
  /** One, or as many as the file holds machines. */
  readonly traces: readonly CheckedTrace[];
  /** Null where nothing was to be updated, or could be. */
  readonly updated: UpdatedFile | null;
}

/** Checks the traces of one file: replays them, and holds their expectations against the replay. */
export async function checkFile(task: CheckTask, io: Io = processIo): Promise<CheckOutcome> {
  const traces = await check(task, io);
  if (!task.update || traces.every(({ outcome }) => outcome !== 'failed')) return { traces, updated: null };
  const updated = await updateFiles(task, io);
  return { traces: updated === null ? traces : await check(task, io), updated };
}

async function check(task: CheckTask, io: Io): Promise<readonly CheckedTrace[]> {
  const startMs = performance.now();
  const machines: { readonly analysis: Analysis; readonly verdict: Verdict; readonly sink: HeldBack }[] = [];
  const open = (side: SideFile | null): HeldBack => {
    const expectations = new Expectations(side);
    if (task.failOn !== undefined) expectations.verdict.failOn = task.failOn;
    const analysis = new Analysis(divergenceKinds, chooseProfile(task.profile), [expectations]);
    const sink = new HeldBack(analysis, foreknowledge(task.profile, task.host));
    machines.push({ analysis, verdict: expectations.verdict, sink });
    return sink;
  };
  // What stands beside a file is about its first machine.
  const side = readSideFile(task.file);
  const first = open(side);
  first.openTrace = () => open(null);
  for (const issue of side?.issues ?? []) first.issue(issue);
  let format: string | null = null;
  for (const input of inputsOf([task.file], io)) {
    if ('issue' in input) first.issue(input.issue);
    else format = (await readInput(input, task.format, first))?.name ?? null;
  }
  for (const { sink } of machines) sink.close();
  const results = machines.map(({ analysis, verdict }) => ({ result: analysis.result(task.file, format), verdict }));
  const durationMs = (performance.now() - startMs) / machines.length;
  const isSideUnread = (side?.issues.length ?? 0) > 0;
  return results.map(({ result, verdict }, machine) =>
    checkedTrace(result, verdict, durationMs, isSideUnread && machine === 0),
  );
}
