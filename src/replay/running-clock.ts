import { isRunning } from '../device/background.js';
import type { Profile } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import { step } from '../device/step.js';
import type { TraceEvent } from '../trace/events.js';
import { comparingTimes } from './clock-compare.js';
import { CLOCK_TOLERANCE } from './clock-tolerance.js';
import { type Replayed, type ReplayState, replayEvent } from './replay.js';
import { type RunningClock, withClock } from './replay-clock.js';

/** Whether the device does anything that shows its clock: a host set the time, or an operation runs. */
export const isClockSeen = ({ timestamp, ccis }: DeviceState): boolean =>
  timestamp.isSet || isRunning(ccis.primary.background);

/** The device after the record that first shows its clock, with a clock that runs from there on. */
export const startedRunning = (after: ReplayState, event: TraceEvent): ReplayState =>
  withClock(after, { kind: 'running', line: event.line, logNs: event.timeNs, isFrozen: false, spreadNs: 0n });

/** Plays a record at the log's time of it; where an operation in the background is about to show progress or end, also a little off. */
export function playRunning(profile: Profile, state: ReplayState, clock: RunningClock, event: TraceEvent): Replayed {
  const { timeNs } = event;
  const elapsedNs = timeNs === null || clock.logNs === null || clock.isFrozen ? 0n : timeNs - clock.logNs;
  const isBusy = isRunning(state.device.ccis.primary.background);
  const slack = CLOCK_TOLERANCE.backgroundNs;
  const tries = isBusy ? [elapsedNs, elapsedNs - slack, elapsedNs + slack] : [elapsedNs];
  let first: Replayed | null = null;
  for (const ns of tries) {
    const played = playAt(profile, state, clock, event, ns < 0n ? 0n : ns);
    if (played.comparison.verdict !== 'differs') return played;
    first ??= played;
  }
  return first as Replayed;
}

function playAt(profile: Profile, state: ReplayState, clock: RunningClock, event: TraceEvent, ns: bigint): Replayed {
  const device = ns > 0n ? step(profile, state.device, { kind: 'advance', ns }).state : state.device;
  let { spreadNs } = clock;
  const comparing = comparingTimes((lateNs) => {
    const difference = lateNs < 0n ? -lateNs : lateNs;
    if (difference > CLOCK_TOLERANCE.timestampNs) return false;
    if (difference > spreadNs) spreadNs = difference;
    return true;
  });
  const { state: after, comparison } = replayEvent(profile, { ...state, device }, event, comparing);
  const logNs = event.timeNs ?? clock.logNs;
  return {
    state: withClock(after, { ...clock, logNs, isFrozen: frozen(clock.isFrozen, event), spreadNs }),
    comparison,
  };
}

/** The operator stops and continues the machine, and its clock with it. */
function frozen(before: boolean, event: TraceEvent): boolean {
  if (event.kind !== 'qmp-event') return before;
  if (event.event === 'STOP') return true;
  return event.event === 'RESUME' ? false : before;
}
