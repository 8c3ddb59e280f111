import { Analysis } from '../divergence/analysis.js';
import { Contest, type Contestant, type Difference, OutputEar } from '../divergence/contest.js';
import { divergenceKinds } from '../divergence/index.js';
import type { TraceResult } from '../divergence/result.js';
import { Expectations } from '../expect/expectations.js';
import { HeldBack } from '../infer/held-back.js';
import type { TraceSink } from '../trace/format.js';
import type { HostName } from '../trace/sides.js';
import { chooseProfile, foreknowledge } from './choose-profile.js';
import type { EventFilter } from './filter.js';
import type { Input, MissingInput } from './inputs.js';
import { readInput } from './read-input.js';
import { type PayloadOptions, readOptions } from './read-options.js';
import { PassingRecords } from './replay-filter.js';

/** What the replay of one input came to: a result per machine in it and profile, and where several profiles differ. */
export interface ReplayedInput {
  readonly results: readonly TraceResult[];
  /** One result for each machine: what was read is the same for all profiles. */
  readonly readings: readonly TraceResult[];
  /** Null where there was one profile. */
  readonly differences: readonly Difference[] | null;
}

/** How an input is read and replayed. */
export interface InputOptions extends PayloadOptions {
  readonly profiles: readonly string[];
  readonly format?: string;
  /** Who plays the host where it is not recorded; absent where the trace is to tell. */
  readonly host?: HostName;
}

/** Replays one input in one pass against the profiles that are named, or against the one that the trace names. */
export async function replayInput(
  input: Input | MissingInput,
  options: InputOptions,
  filter: EventFilter | null,
): Promise<ReplayedInput> {
  const { profiles, format } = options;
  const machines: MachineReplay[] = [];
  const open = (): TraceSink => {
    const machine = startMachineReplay(options, filter, open);
    machines.push(machine);
    return machine.sink;
  };
  const first = open();
  if ('issue' in input) first.issue(input.issue);
  const read = 'issue' in input ? null : await readInput(input, format, first, readOptions(options));
  for (const { sink } of machines) sink.close();
  const results = machines.map(({ contestants, passing }) =>
    contestants.map(({ analysis }) => {
      const result = analysis.result(input.name, read?.name ?? null);
      return passing?.narrowed(result) ?? result;
    }),
  );
  const differencesOf = ({ contest, passing }: MachineReplay) =>
    contest.differences.filter((difference) => passing?.has(difference) ?? true);
  return {
    results: results.flat(),
    readings: results.flatMap(([one]) => one ?? []),
    differences: profiles.length > 1 ? machines.flatMap(differencesOf) : null,
  };
}

/** The replay of one machine of an input against all profiles. */
interface MachineReplay {
  readonly contestants: readonly Contestant[];
  readonly contest: Contest;
  readonly sink: HeldBack;
  /** Null where no filter was given. */
  readonly passing: PassingRecords | null;
}

function startMachineReplay(
  { profiles, host }: InputOptions,
  filter: EventFilter | null,
  openTrace: () => TraceSink,
): MachineReplay {
  const contestants = (profiles.length === 0 ? [undefined] : profiles).map((profile) => {
    const ear = new OutputEar();
    const observers = [ear, new Expectations()];
    return { profile: profile ?? '', ear, analysis: new Analysis(divergenceKinds, chooseProfile(profile), observers) };
  });
  const contest = new Contest(contestants);
  const replay = (contestants.length === 1 ? contestants[0]?.analysis : undefined) ?? contest;
  const passing = filter === null ? null : new PassingRecords(filter);
  const sink = new HeldBack(passing?.before(replay) ?? replay, foreknowledge(profiles[0], host));
  sink.openTrace = openTrace;
  return { contestants, contest, sink, passing };
}
