import { Analysis } from '../divergence/analysis.js';
import { divergenceKinds } from '../divergence/index.js';
import { Expectations } from '../expect/expectations.js';
import { type CheckedTrace, checkedTrace } from '../report/check-report.js';
import type { CheckTask, UpdatedFile } from './check-task.js';
import { updateFiles } from './check-update.js';
import { chooseProfile } from './choose-profile.js';
import { inputsOf } from './inputs.js';
import { type Io, processIo } from './io.js';
import { readInput } from './read-input.js';
import { readSideFile } from './side-file.js';

export interface CheckOutcome {
  readonly trace: CheckedTrace;
  /** Null where nothing was to be updated, or could be. */
  readonly updated: UpdatedFile | null;
}

/** Checks one trace: replays it, and holds its expectations against the replay. */
export async function checkFile(task: CheckTask, io: Io = processIo): Promise<CheckOutcome> {
  const trace = await check(task, io);
  if (!task.update || trace.outcome !== 'failed') return { trace, updated: null };
  const updated = await updateFiles(task, io);
  return { trace: updated === null ? trace : await check(task, io), updated };
}

async function check(task: CheckTask, io: Io): Promise<CheckedTrace> {
  const startMs = performance.now();
  const side = readSideFile(task.file);
  const expectations = new Expectations(side);
  const analysis = new Analysis(divergenceKinds, chooseProfile(task.profile), [expectations]);
  for (const issue of side?.issues ?? []) analysis.issue(issue);
  let format: string | null = null;
  for (const input of inputsOf([task.file], io)) {
    if ('issue' in input) analysis.issue(input.issue);
    else format = (await readInput(input, task.format, analysis))?.name ?? null;
  }
  const result = analysis.result(task.file, format);
  return checkedTrace(result, expectations.verdict, performance.now() - startMs);
}
