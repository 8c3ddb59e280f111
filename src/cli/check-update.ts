import { readFileSync, writeFileSync } from 'node:fs';
import { Analysis } from '../divergence/analysis.js';
import { divergenceKinds } from '../divergence/index.js';
import {
  type Corrected,
  correctedSideFile,
  correctedTrace,
  type FailedPredicate,
} from '../expect/apply-corrections.js';
import { Corrections } from '../expect/corrections.js';
import { Expectations } from '../expect/expectations.js';
import { traceYaml } from '../formats/trace-yaml.js';
import type { TraceEvent } from '../trace/events.js';
import type { TraceSink } from '../trace/format.js';
import type { TraceHeader } from '../trace/header.js';
import type { CheckTask, UpdatedFile } from './check-task.js';
import { chooseProfile } from './choose-profile.js';
import { inputsOf } from './inputs.js';
import type { Io } from './io.js';
import { readInput } from './read-input.js';
import { readSideFile, type SideFile } from './side-file.js';

/** Writes what the engine gives into a written trace, or into the expectations beside a recording: never into a recording. */
export async function updateFiles(task: CheckTask, io: Io): Promise<UpdatedFile | null> {
  if (task.file === '-') return null;
  const side = readSideFile(task.file);
  if (side !== null) return write(side.path, await correctSideFile(task, side, io));
  if (!/\.ya?ml$/.test(task.file)) return null;
  return write(task.file, correctTrace(readFileSync(task.file, 'utf8'), task.profile));
}

async function correctSideFile(task: CheckTask, side: SideFile, io: Io): Promise<Corrected> {
  const failed: FailedPredicate[] = [];
  const analysis = analysisOf(task.profile, [failures(failed, side)]);
  for (const input of inputsOf([task.file], io)) if (!('issue' in input)) await readInput(input, task.format, analysis);
  analysis.result(task.file, null);
  return correctedSideFile(side.text, failed);
}

/**
 * The answers of a recording stay, and those of a trace that is about its divergences. In any other, answers are what
 * the author expects of the engine, and are brought up to date like expectations.
 */
export function correctTrace(text: string, profile?: string): Corrected {
  const { header, events } = readWhole(text);
  if (header === null) return { text, changes: 0 };
  const keepsAnswers = isRecorded(header) || events.some(listsDivergences);
  const failed: FailedPredicate[] = [];
  const corrections = new Corrections();
  const analysis = analysisOf(profile, [corrections, failures(failed, null)]);
  analysis.header(header);
  for (const event of events) analysis.event(keepsAnswers ? event : corrections.withoutAnswer(event));
  analysis.result('', null);
  return correctedTrace(text, corrections.found, failed);
}

/** Whether the answers are those of a device: a person writes none of what a recording says. */
const isRecorded = ({ recordedFrom }: TraceHeader): boolean =>
  recordedFrom !== null && !/^(hand-?written|written by hand)\b/i.test(recordedFrom);

/** Whether an expectation says that recording and engine part, or that a rule finds something; an empty list does not. */
function listsDivergences(event: TraceEvent): boolean {
  const listed = event.kind === 'expect' ? event.expectation['divergences'] : undefined;
  return typeof listed === 'object' && listed !== null && Object.keys(listed).length > 0;
}

const analysisOf = (profile: string | undefined, observers: ConstructorParameters<typeof Analysis>[2]): Analysis =>
  new Analysis(divergenceKinds, chooseProfile(profile), observers);

const failures = (failed: FailedPredicate[], side: SideFile | null): Expectations =>
  new Expectations(side, (index, evaluated) => {
    if (evaluated.failure !== null) failed.push({ index, evaluated });
  });

function readWhole(text: string): { readonly header: TraceHeader | null; readonly events: readonly TraceEvent[] } {
  const events: TraceEvent[] = [];
  let header: TraceHeader | null = null;
  const sink: TraceSink = {
    header: (found) => {
      header = found;
    },
    event: (event) => events.push(event),
    issue: () => undefined,
  };
  const reader = traceYaml.open(sink);
  reader.push(Buffer.from(text));
  reader.end();
  return { header, events };
}

function write(path: string, { text, changes }: Corrected): UpdatedFile | null {
  if (changes === 0) return null;
  writeFileSync(path, text);
  return { path, changes };
}
