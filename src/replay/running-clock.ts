import { isRunning } from '../device/background.js';
import type { Profile } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import { step } from '../device/step.js';
import type { TraceEvent } from '../trace/events.js';
import { comparingTimes } from './clock-compare.js';
import { CLOCK_TOLERANCE } from './clock-tolerance.js';
import { type Replayed, replayEvent } from './replay.js';
import { withClock } from './replay-clock.js';
import type { RecentRecord, ReplayState, RunningClock } from './replay-state.js';

/** Whether the device does anything that shows its clock: a host set the time, or an operation runs. */
export const isClockSeen = ({ timestamp, ccis }: DeviceState): boolean =>
  timestamp.isSet || isRunning(ccis.primary.background);

/** The device after the record that first shows its clock, with a clock that runs from there on. */
export const startedRunning = (after: ReplayState, { line, timeNs }: TraceEvent): ReplayState =>
  withClock(after, {
    kind: 'running',
    line,
    logNs: timeNs,
    leadNs: 0n,
    isFrozen: false,
    spreadNs: 0n,
    recent: [],
    moved: [],
    movedCount: 0,
  });

/**
 * Plays a record at the log's time of it; where an operation in the background is about to show progress or end, also a
 * little off. What the operator asked a moment before may not have reached the device yet.
 */
export function playRunning(profile: Profile, state: ReplayState, clock: RunningClock, event: TraceEvent): Replayed {
  const played = playNear(profile, state, clock, event);
  if (played.comparison.verdict !== 'differs') return remembered(played, state, clock, event);
  return playEarlier(profile, clock, event) ?? remembered(played, state, clock, event);
}

function playNear(profile: Profile, state: ReplayState, clock: RunningClock, event: TraceEvent): Replayed {
  const { timeNs } = event;
  const elapsedNs = timeNs === null || clock.logNs === null || clock.isFrozen ? 0n : timeNs - clock.logNs;
  const isBusy = isRunning(state.device.ccis.primary.background);
  const slack = CLOCK_TOLERANCE.backgroundNs;
  const leads = isBusy ? [0n, slack / 3n, -slack / 3n, slack, -slack] : [0n];
  let first: Replayed | null = null;
  for (const wantedNs of leads) {
    const ns = elapsedNs - clock.leadNs + wantedNs;
    const played = playAt(profile, state, clock, event, ns < 0n ? 0n : ns, elapsedNs);
    if (played.comparison.verdict !== 'differs') return played;
    first ??= played;
  }
  return first as Replayed;
}

function playAt(
  profile: Profile,
  state: ReplayState,
  clock: RunningClock,
  event: TraceEvent,
  ns: bigint,
  elapsedNs: bigint,
): Replayed {
  const device = ns > 0n ? step(profile, state.device, { kind: 'advance', ns, hostNs: null }).state : state.device;
  let { spreadNs } = clock;
  const comparing = comparingTimes((lateNs) => {
    const difference = lateNs < 0n ? -lateNs : lateNs;
    if (difference > CLOCK_TOLERANCE.timestampNs) return false;
    if (difference > spreadNs) spreadNs = difference;
    return true;
  }, CLOCK_TOLERANCE.percentPoints);
  const { state: after, comparison } = replayEvent(profile, { ...state, device }, event, comparing);
  const logNs = event.timeNs ?? clock.logNs;
  const leadNs = clock.leadNs + ns - elapsedNs;
  const isFrozen = frozen(clock.isFrozen, event);
  return { state: withClock(after, { ...clock, logNs, leadNs, isFrozen, spreadNs }), comparison };
}

/** The operator stops and continues the machine, and its clock with it. */
function frozen(before: boolean, event: TraceEvent): boolean {
  if (event.kind !== 'qmp-event') return before;
  if (event.event === 'STOP') return true;
  return event.event === 'RESUME' ? false : before;
}

/** Keeps what may have to be played in another order: the operator's latest requests, and what came after them. */
function remembered(played: Replayed, before: ReplayState, clock: RunningClock, event: TraceEvent): Replayed {
  // What somebody printed does nothing: however much stands between, it takes nobody's place.
  if (event.kind === 'log' || event.kind === 'note') return played;
  const own = played.state.clock as RunningClock;
  const { timeNs } = event;
  const isNear = (one: RecentRecord) =>
    timeNs !== null && one.event.timeNs !== null && timeNs - one.event.timeNs <= CLOCK_TOLERANCE.orderNs;
  const near = clock.recent.filter(isNear).slice(-RECENT_MAX);
  if (near.length === 0 && event.kind !== 'qmp')
    return clock.recent.length === 0 ? played : { ...played, state: withClock(played.state, { ...own, recent: [] }) };
  const recent = [...near, { event, before: withClock(before, { ...clock, recent: [] }) }];
  return { ...played, state: withClock(played.state, { ...own, recent }) };
}

/** So many records are played again in another order at most. */
const RECENT_MAX = 12;

/**
 * Plays a request of the operator that was written a moment before behind commands that the log has after it: it is
 * read, and takes effect, a moment later, and the guest does not wait for it. Null where that explains nothing.
 */
function playEarlier(profile: Profile, { recent }: RunningClock, event: TraceEvent): Replayed | null {
  if (event.kind !== 'mailbox' && event.kind !== 'register') return null;
  const events = [...recent.map((one) => one.event), event];
  for (let stillLate = 0; stillLate <= STILL_LATE_MAX; stillLate++)
    for (let place = recent.length - 1; place >= 0; place--) {
      if (recent[place]?.event.kind !== 'qmp') continue;
      for (let behind = recent.length; behind > place; behind--) {
        if (events[behind]?.kind === 'qmp' || (stillLate > 0 && behind === recent.length)) continue;
        const order = moved(events, place, behind, stillLate);
        const change = { line: (recent[place] as RecentRecord).event.line, after: (events[behind] as TraceEvent).line };
        const found = order === null ? null : inOrder(profile, recent, place, order, event, change);
        if (found !== null) return found;
      }
    }
  return null;
}

/** So many requests may still be on their way when the command ran, beside those that came late before. */
const STILL_LATE_MAX = 2;

/** The events from a place on, with the requests up to `behind` put behind that command and the last `stillLate` behind all. */
function moved(
  events: readonly TraceEvent[],
  place: number,
  behind: number,
  stillLate: number,
): readonly TraceEvent[] | null {
  const isRequest = ({ kind }: TraceEvent) => kind === 'qmp';
  const stretch = events.slice(place, behind + 1);
  const rest = events.slice(behind + 1);
  const late = stillLate === 0 ? [] : rest.filter(isRequest).slice(-stillLate);
  if (late.length < stillLate) return null;
  return [
    ...stretch.filter((one) => !isRequest(one)),
    ...stretch.filter(isRequest),
    ...rest.filter((one) => !late.includes(one)),
    ...late,
  ];
}

/** Plays from a place on in another order; null where a record then differs. */
function inOrder(
  profile: Profile,
  recent: readonly RecentRecord[],
  place: number,
  order: readonly TraceEvent[],
  event: TraceEvent,
  change: RunningClock['moved'][number],
): Replayed | null {
  let state = (recent[place] as RecentRecord).before;
  let own: Replayed | null = null;
  let records = recent.slice(0, place);
  for (const one of order) {
    const clock = state.clock as RunningClock;
    const played = playNear(profile, state, clock, one);
    if (played.comparison.verdict === 'differs') return null;
    records = [...records, { event: one, before: withClock(state, { ...clock, recent: [] }) }];
    if (one === event) own = played;
    state = played.state;
  }
  const clock = state.clock as RunningClock;
  const moves = clock.moved.length < MOVED_MAX ? [...clock.moved, change] : clock.moved;
  const next = {
    ...clock,
    // What was read at which time is as the log has it, whatever the order.
    logNs: event.timeNs ?? clock.logNs,
    recent: records.slice(-RECENT_MAX),
    moved: moves,
    movedCount: clock.movedCount + 1,
  };
  return own === null ? null : { state: withClock(state, next), comparison: own.comparison };
}

/** So many changes of order are listed. */
const MOVED_MAX = 20;
