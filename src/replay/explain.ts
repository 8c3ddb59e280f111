import type { Profile } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import type { TraceEvent } from '../trace/events.js';
import type { Side } from '../trace/sides.js';
import type { Attempt, Scene } from '../unrecorded/explanation.js';
import { explanations } from '../unrecorded/index.js';
import type { Explained } from './comparison.js';
import type { Replayed } from './replay.js';
import { withClock } from './replay-clock.js';
import type { ReplayState } from './replay-state.js';
import { isDone, type PlayedUnrecorded, playUnrecorded } from './unrecorded-commands.js';

/** How one record is played. */
export type Replay = (profile: Profile, state: ReplayState, event: TraceEvent) => Replayed;

/** A record whose answer commands explain that the trace does not show, and those commands as they were played. */
export interface ExplainedRecord {
  readonly played: Replayed;
  readonly earlier: readonly PlayedUnrecorded[];
}

/** The sides whose commands may be proposed, and how many proposals are tried. */
export interface Allowed {
  readonly sides: readonly Side[];
  readonly attemptsMax: number;
}

/** Looks for commands of unrecorded sides that make the engine answer as recorded; null where there are none. */
export function explain(
  replay: Replay,
  profile: Profile,
  state: ReplayState,
  differing: Replayed,
  { sides, attemptsMax }: Allowed,
): ExplainedRecord | null {
  const { event, output } = differing.comparison;
  const scene: Scene = { profile, device: state.device, event, output };
  let tried = 0;
  for (const { by, attempts } of explanations) {
    if (!sides.includes(by)) continue;
    for (const attempt of attempts(scene)) {
      if (++tried > attemptsMax) return null;
      const found = tryOut(replay, profile, state, event, attempt);
      if (found !== null) return { ...found, played: noted(found.played, { by, says: wordsOf(attempt) }) };
    }
  }
  return null;
}

function tryOut(
  replay: Replay,
  profile: Profile,
  state: ReplayState,
  event: TraceEvent,
  attempt: Attempt,
): ExplainedRecord | null {
  const earlier: PlayedUnrecorded[] = [];
  let { device } = state;
  for (const command of attempt.commands) {
    const one = playUnrecorded(profile, device, command, event);
    if (!isDone(one)) return null;
    earlier.push(one);
    device = one.device;
  }
  const played = replay(profile, withDevice(state, attempt.settle?.(device) ?? device), event);
  // What the beginning of the trace would have to have been besides is no explanation.
  const isMore = (played.state.unseen?.factCount ?? 0) > (state.unseen?.factCount ?? 0);
  return played.comparison.verdict === 'differs' || isMore ? null : { played, earlier };
}

const wordsOf = ({ commands, says }: Attempt): string => {
  const words = commands.map((command) => command.says);
  const shown = words.slice(0, WORDS_MAX);
  if (words.length > shown.length) shown.push(`${words.length - shown.length} more`);
  return says ?? shown.join(', then ');
};

/** So many commands are named. */
const WORDS_MAX = 4;

const noted = ({ state, comparison }: Replayed, explained: Explained): Replayed => ({
  state,
  comparison: { ...comparison, explained },
});

/** The state with another device; a clock that was being found out is found out anew. */
function withDevice(state: ReplayState, device: DeviceState): ReplayState {
  const { clock } = state;
  const changed = { ...state, device };
  if (clock?.kind === 'undecided') return withClock(changed, undefined);
  if (clock?.kind === 'running') return withClock(changed, { ...clock, recent: [] });
  return clock?.kind === 'hidden' ? withClock(changed, { ...clock, running: null }) : changed;
}
