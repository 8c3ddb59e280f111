import { removeOldest } from '../device/event-log.js';
import type { Profile } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { releaseDynamicCapacity } from '../mailbox/4803-release-dynamic-capacity.js';
import { EVENT_LOGS } from '../protocol/event-records.js';
import type { TraceEvent } from '../trace/events.js';
import { type Budget, budgetOf, withSpent } from './effort.js';
import { type Allowed, explain, type Replay } from './explain.js';
import { filledBy, type HostTurn, hostTurn, wakes } from './modelled-host.js';
import type { Replayed } from './replay.js';
import type { ReplayState, Unrecorded } from './replay-state.js';
import { revise } from './revise.js';
import type { PlayedUnrecorded } from './unrecorded-commands.js';
import { hearing, modelOf, remembering, withFilled } from './unrecorded-state.js';

/** A record as it was played, with the commands that must have come before it, and those of the modelled host after it. */
export interface ReplayedBetween extends Replayed {
  readonly earlier: readonly PlayedUnrecorded[];
  readonly later: readonly PlayedUnrecorded[];
  /** Where the replay stood between the record and what came after it. */
  readonly between: ReplayState;
}

const NONE: readonly PlayedUnrecorded[] = [];

/** So many proposals are tried for a difference. */
const ATTEMPTS_MAX = 120;

/**
 * Plays a record of a trace that does not show all sides. Where the answer differs and commands of such a side explain
 * it, they are taken to have been sent; then whoever plays the host acts upon what the record did.
 */
export function replayUnrecorded(
  replay: Replay,
  profile: Profile,
  state: ReplayState,
  before: Unrecorded,
  event: TraceEvent,
): ReplayedBetween {
  const known = hearing(before, event);
  // Held once, here: a state that is kept beside this one must not hold another of these.
  const bare = { ...state, unrecorded: undefined };
  const budget = budgetOf(known.effort);
  const { played, earlier, unrecorded } = playExplained(replay, profile, bare, known, event, budget);
  const idle = unrecorded.idle === null ? null : playIdle(replay, profile, unrecorded, unrecorded.idle, event, budget);
  const after = { ...unrecorded, idle, effort: withSpent(known.effort, budget, event.line) };
  const turn = turnAfter(profile, state.device, played.state.device, after, event);
  const between = { ...played.state, unrecorded: after };
  const { comparison } = played;
  if (turn === null) return { state: withLogsRead(between, after), comparison, earlier, later: NONE, between };
  const filled = withFilled({ ...after, memory: turn.memory, idle: idle ?? played.state }, filledBy(turn));
  const device = turn.played.at(-1)?.device ?? played.state.device;
  const read = withLogsRead({ ...between, device, unrecorded: filled }, filled);
  return { state: read, comparison, earlier, later: turn.played, between };
}

interface PlayedExplained {
  readonly played: Replayed;
  readonly earlier: readonly PlayedUnrecorded[];
  readonly unrecorded: Unrecorded;
}

function playExplained(
  replay: Replay,
  profile: Profile,
  state: ReplayState,
  known: Unrecorded,
  event: TraceEvent,
  budget: Budget,
): PlayedExplained {
  const played = replay(profile, state, event);
  const isTold = (played.state.unseen?.factCount ?? 0) > (state.unseen?.factCount ?? 0);
  const isTelling = played.comparison.verdict === 'differs';
  const heard = remembering(known, { event, before: state, isTelling });
  if (!isTelling && !isTold) return { played, earlier: NONE, unrecorded: heard };
  const allowed: Allowed = { sides: known.sides, attemptsMax: ATTEMPTS_MAX, budget };
  const found = explain(replay, profile, state, played, allowed);
  if (found !== null) return { ...found, unrecorded: remembering(known, { event, before: state, isTelling: true }) };
  if (!isTelling) return { played, earlier: NONE, unrecorded: heard };
  const idle = withoutHost(replay, profile, known, event, allowed);
  if (idle !== null) return idle;
  const revised = revise(replay, profile, state, known, event, allowed);
  const revisions = known.revisions + 1;
  if (revised === null) return { played, earlier: NONE, unrecorded: { ...heard, revisions } };
  return { played: revised.played, earlier: NONE, unrecorded: { ...known, revisions, recent: revised.recent } };
}

/** Goes on from where the host did nothing, where that agrees with the record and what was filled does not. */
function withoutHost(
  replay: Replay,
  profile: Profile,
  known: Unrecorded,
  event: TraceEvent,
  allowed: Allowed,
): PlayedExplained | null {
  if (known.idle === null) return null;
  const played = replay(profile, known.idle, event);
  const found =
    played.comparison.verdict === 'differs'
      ? explain(replay, profile, known.idle, played, allowed)
      : { played, earlier: NONE };
  if (found === null) return null;
  const name = known.host?.name ?? 'none';
  const says = `the record shows that the host did not do as ${name} does: nothing is filled any more`;
  const refuted = withFilled(known, [{ says, line: event.line }]);
  return { ...found, unrecorded: { ...refuted, host: { name: 'none', line: event.line }, idle: null } };
}

/** The device on which nobody plays the host, one record further. */
function playIdle(
  replay: Replay,
  profile: Profile,
  { sides }: Unrecorded,
  idle: ReplayState,
  event: TraceEvent,
  budget: Budget,
) {
  const played = replay(profile, idle, event);
  if (played.comparison.verdict !== 'differs') return played.state;
  const allowed: Allowed = { sides, attemptsMax: ATTEMPTS_MAX, budget };
  return explain(replay, profile, idle, played, allowed)?.played.state ?? played.state;
}

/** What the modelled host does upon a record; null where nobody plays it or it has nothing to do. */
function turnAfter(
  profile: Profile,
  before: DeviceState,
  device: DeviceState,
  unrecorded: Unrecorded,
  event: TraceEvent,
): HostTurn | null {
  const model = modelOf(unrecorded);
  if (model === null || device.crashed !== null) return null;
  const { memory, tellsCommands } = unrecorded;
  const isDue = tellsCommands ? isAnswerOf(event) : wakes(before, device) || memory.stagedSinceNs !== null;
  if (!isDue) return null;
  const turn = hostTurn(profile, device, model, memory, event);
  return turn.played.length > 0 ? turn : null;
}

/**
 * The device with the event logs read that a host reads and clears as they fill, where nothing shows that it did not. The
 * Dynamic Capacity log is for whoever plays the host, where somebody does.
 */
function withLogsRead(state: ReplayState, { sides, host }: Unrecorded): ReplayState {
  const isNobody = host?.name === 'none' && host.line === null;
  if (!sides.includes('host') || isNobody) return state;
  let { device } = state;
  for (const [number, { records }] of state.device.eventLogs.entries())
    if (records.length > 0 && (host === null || number !== EVENT_LOGS['dynamic-capacity']))
      device = removeOldest(device, number, records.length);
  return device === state.device ? state : { ...state, device };
}

/** Whether the guest's log says here that its driver answers the device. */
const isAnswerOf = (event: TraceEvent): boolean =>
  event.kind === 'mailbox' &&
  event.isRequestUnknown === true &&
  (event.opcode === addDynamicCapacityResponse.opcode || event.opcode === releaseDynamicCapacity.opcode);
