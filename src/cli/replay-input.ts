import { Analysis } from '../divergence/analysis.js';
import { Contest, type Difference, OutputEar } from '../divergence/contest.js';
import { divergenceKinds } from '../divergence/index.js';
import type { TraceResult } from '../divergence/result.js';
import { chooseProfile } from './choose-profile.js';
import type { Input, MissingInput } from './inputs.js';
import { readInput } from './read-input.js';

/** What the replay of one input came to: a result per profile, and where several profiles differ. */
export interface ReplayedInput {
  readonly results: readonly TraceResult[];
  /** Null where there was one profile. */
  readonly differences: readonly Difference[] | null;
}

/** Replays one input in one pass against the profiles that are named, or against the one that the trace names. */
export async function replayInput(
  input: Input | MissingInput,
  profiles: readonly string[],
  format: string | undefined,
): Promise<ReplayedInput> {
  const contestants = (profiles.length === 0 ? [undefined] : profiles).map((profile) => {
    const ear = new OutputEar();
    return { profile: profile ?? '', ear, analysis: new Analysis(divergenceKinds, chooseProfile(profile), [ear]) };
  });
  const contest = new Contest(contestants);
  if ('issue' in input) contest.issue(input.issue);
  const only = contestants.length === 1 ? contestants[0]?.analysis : undefined;
  const read = 'issue' in input ? null : await readInput(input, format, only ?? contest);
  return {
    results: contestants.map(({ analysis }) => analysis.result(input.name, read?.name ?? null)),
    differences: only === undefined ? contest.differences : null,
  };
}
