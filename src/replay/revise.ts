import type { Profile } from '../device/profile.js';
import type { TraceEvent } from '../trace/events.js';
import { recordText } from '../trace/record-place.js';
import { namedRanges } from '../unrecorded/asked.js';
import { type Allowed, everyExplanation, explain, noted, type Replay } from './explain.js';
import type { Replayed } from './replay.js';
import type { RecentRequest, ReplayState, Unrecorded } from './replay-state.js';

/** How much is tried each time, in records played, and how often in a trace. */
const RECORDS_MAX = 400;
const REVISIONS_MAX = 8;
/** So many proposals are tried in place of one that was taken. */
const ALTERNATIVES_MAX = 40;

/** A record that agrees once something else is concluded from an earlier one, and the requests as they then were. */
export interface Revised {
  readonly played: Replayed;
  readonly recent: readonly RecentRequest[];
}

/**
 * Several commands of a host may explain the same answer, and a later answer may tell which it were. Looks for other ones
 * than were taken, at the latest requests first, with which all that followed is as recorded too; null where none are.
 */
export function revise(
  replay: Replay,
  profile: Profile,
  state: ReplayState,
  { recent, revisions }: Unrecorded,
  event: TraceEvent,
  allowed: Allowed,
): Revised | null {
  if (event.kind !== 'qmp' || revisions >= REVISIONS_MAX) return null;
  const spared = namedRanges(state.device, event) ?? [];
  const budget = { records: RECORDS_MAX };
  const counted: Replay = (...given) => {
    budget.records--;
    return replay(...given);
  };
  const rest = [...recent.map((one) => one.event), event];
  for (const [place, one] of [...recent.entries()].reverse()) {
    if (!one.isTelling) continue;
    const differing = counted(profile, one.before, one.event);
    const few = { ...allowed, attemptsMax: ALTERNATIVES_MAX };
    for (const other of everyExplanation(counted, profile, one.before, differing, few, spared)) {
      if (budget.records <= 0) return null;
      const found = forward(counted, profile, other.played.state, rest.slice(place + 1), allowed);
      if (found === null) continue;
      const says = `${other.played.comparison.explained?.says ?? ''}, in ${recordText(one.event)}, in place of what was taken there`;
      const played = noted(found.played, { by: 'host', says });
      return { played, recent: [...recent.slice(0, place + 1), ...found.recent] };
    }
  }
  return null;
}

/** Plays the records again, each explained where it differs; null where one is not. */
function forward(
  replay: Replay,
  profile: Profile,
  start: ReplayState,
  events: readonly TraceEvent[],
  allowed: Allowed,
): Revised | null {
  const recent: RecentRequest[] = [];
  let before = start;
  let last: Replayed | null = null;
  for (const event of events) {
    const plain = replay(profile, before, event);
    const isTelling = plain.comparison.verdict === 'differs';
    const played = isTelling ? (explain(replay, profile, before, plain, allowed)?.played ?? null) : plain;
    if (played === null) return null;
    recent.push({ event, before, isTelling });
    before = played.state;
    last = played;
  }
  return last === null ? null : { played: last, recent };
}
