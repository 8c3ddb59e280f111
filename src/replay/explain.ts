import type { Profile } from '../device/profile.js';
import type { TraceEvent } from '../trace/events.js';
import type { Side } from '../trace/sides.js';
import type { Attempt, Scene, UnrecordedCommand } from '../unrecorded/explanation.js';
import { explanations } from '../unrecorded/index.js';
import type { Explained } from './comparison.js';
import { type Budget, spend } from './effort.js';
import type { Replayed } from './replay.js';
import { withDevice } from './replay-clock.js';
import type { ReplayState } from './replay-state.js';
import { replayTimed } from './timed-replay.js';
import { isDone, type PlayedUnrecorded, playUnrecorded } from './unrecorded-commands.js';

/** How one record is played. */
export type Replay = (profile: Profile, state: ReplayState, event: TraceEvent) => Replayed;

/** A record whose answer commands explain that the trace does not show, and those commands as they were played. */
export interface ExplainedRecord {
  readonly played: Replayed;
  readonly earlier: readonly PlayedUnrecorded[];
}

/** The sides whose commands may be proposed, how many proposals are tried, and what all that is tried may cost. */
export interface Allowed {
  readonly sides: readonly Side[];
  readonly attemptsMax: number;
  readonly budget: Budget;
}

/** Looks for commands of unrecorded sides that make the engine answer as recorded; null where there are none. */
export function explain(
  replay: Replay,
  profile: Profile,
  state: ReplayState,
  differing: Replayed,
  allowed: Allowed,
): ExplainedRecord | null {
  for (const found of everyExplanation(replay, profile, state, differing, allowed)) return found;
  return null;
}

/** All commands that do, the likeliest first. `spared` are addresses that they must have left to the host. */
export function* everyExplanation(
  replay: Replay,
  profile: Profile,
  state: ReplayState,
  { comparison: { event, output } }: Replayed,
  { sides, attemptsMax, budget }: Allowed,
  spared: Scene['spared'] = [],
): Generator<ExplainedRecord> {
  const scene: Scene = { profile, device: state.device, event, output, spared };
  let tried = 0;
  for (const { by, attempts } of explanations) {
    if (!sides.includes(by)) continue;
    // Asked before the next proposal is made: making one can cost as much as trying it.
    if (!spend(budget, 0)) return;
    for (const attempt of attempts(scene)) {
      if (!spend(budget, attempt.commands.length)) return;
      const found = tryOut(replay, profile, state, event, attempt);
      if (found !== null)
        yield { ...found, played: noted(found.played, { by, says: attempt.says ?? wordsOf(found.sent) }) };
      if (++tried >= attemptsMax) return;
    }
  }
}

interface TriedOut extends ExplainedRecord {
  readonly sent: Attempt['commands'];
}

function tryOut(
  replay: Replay,
  profile: Profile,
  state: ReplayState,
  event: TraceEvent,
  attempt: Attempt,
): TriedOut | null {
  const earlier: PlayedUnrecorded[] = [];
  const sent: UnrecordedCommand[] = [];
  let { device } = state;
  for (const wanted of attempt.commands) {
    const first = playUnrecorded(profile, device, wanted, event);
    const instead = wanted.by === 'host' && !isDone(first) ? wanted.orElse : undefined;
    const one = instead === undefined ? first : playUnrecorded(profile, device, instead, event);
    if (!isDone(one)) return null;
    earlier.push(one);
    sent.push(instead ?? wanted);
    device = one.device;
  }
  const changed = withDevice(state, attempt.settle?.(device) ?? device);
  // Most proposals fail: what the beginning of the trace may have been is not looked for with each of them.
  if (replayTimed(profile, changed, event).comparison.verdict === 'differs') return null;
  const played = replay(profile, changed, event);
  // What the beginning of the trace would have to have been besides is no explanation.
  const isMore = (played.state.unseen?.factCount ?? 0) > (state.unseen?.factCount ?? 0);
  return played.comparison.verdict === 'differs' || isMore ? null : { played, earlier, sent };
}

function wordsOf(commands: Attempt['commands']): string {
  const words = commands.map((command) => command.says);
  const shown = words.slice(0, WORDS_MAX);
  if (words.length > shown.length) shown.push(`${words.length - shown.length} more`);
  return shown.join(', then ');
}

/** So many commands are named. */
const WORDS_MAX = 4;

export const noted = ({ state, comparison }: Replayed, explained: Explained): Replayed => ({
  state,
  comparison: { ...comparison, explained },
});
