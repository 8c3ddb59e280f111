import { NS_PER_S } from '../base/units.js';
import type { Profile } from '../device/profile.js';
import type { TraceEvent } from '../trace/events.js';
import { playHidden } from './hidden-clock.js';
import { type Replayed, replayEvent } from './replay.js';
import { withClock } from './replay-clock.js';
import type { HiddenClock, ReplayClock, ReplayState } from './replay-state.js';
import { isClockSeen, playRunning, startedRunning } from './running-clock.js';

/** So many records are played with both clocks, those that stand still and that run; then it stands still. */
const UNDECIDED_MAX = 5000;

/** Plays one record on a device whose clock may not be recorded. */
export function replayTimed(profile: Profile, state: ReplayState, event: TraceEvent): Replayed {
  const { clock } = state;
  if (event.kind === 'clock') return on(replayEvent(profile, state, event), { kind: 'recorded' });
  switch (clock?.kind) {
    case undefined:
      return beginning(on(replayEvent(profile, state, event), undefined), event);
    case 'recorded':
      return on(replayEvent(profile, state, event), clock);
    case 'running':
      return playRunning(profile, state, clock, event);
    case 'undecided':
      return decide(
        profile,
        on(replayEvent(profile, state, event), undefined),
        clock,
        clock.running,
        event,
        clock.records,
      );
    case 'hidden':
      return hidden(profile, state, clock, event);
  }
}

const on = ({ state, comparison }: Replayed, clock: ReplayClock | undefined): Replayed => ({
  state: withClock(state, clock),
  comparison,
});

/**
 * A guest needs seconds to come up before it looks at the device. What shows the clock sooner was written by a test,
 * whose clock moves by recorded steps alone: there a time that is a little off is wrong, and no running clock.
 */
const GUEST_UP_NS = 2n * NS_PER_S;

/** From the first record on that the clock matters for, the device is also played with a clock that runs. */
function beginning(played: Replayed, event: TraceEvent): Replayed {
  if (event.timeNs === null || event.timeNs < GUEST_UP_NS || !isClockSeen(played.state.device)) return played;
  return on(played, { kind: 'undecided', running: startedRunning(played.state, event), records: 0 });
}

/** Which of two clocks a record tells to be the device's. */
function decide(
  profile: Profile,
  still: Replayed,
  clock: ReplayClock,
  rival: ReplayState,
  event: TraceEvent,
  records: number,
): Replayed {
  const running = replayTimed(profile, rival, event);
  const stillCost = cost(still);
  const runningCost = cost(running);
  if (runningCost < stillCost) return running;
  const isDecided = stillCost < runningCost || records > UNDECIDED_MAX;
  if (clock.kind === 'hidden') {
    const own = still.state.clock as HiddenClock;
    return on(still, { ...own, running: isDecided ? null : running.state, records: records + 1 });
  }
  return on(
    still,
    isDecided ? { kind: 'recorded' } : { kind: 'undecided', running: running.state, records: records + 1 },
  );
}

/** How much must be said of a record: nothing, that a step of the clock explains it, or that it differs. */
function cost({ state, comparison }: Replayed): number {
  if (comparison.verdict === 'differs') return 2;
  return state.clock?.kind === 'hidden' && state.clock.steps.at(-1)?.line === comparison.event.line ? 1 : 0;
}

function hidden(profile: Profile, state: ReplayState, clock: HiddenClock, event: TraceEvent): Replayed {
  const played = playHidden(profile, state, clock, event);
  if (clock.running !== null) return decide(profile, played, clock, clock.running, event, clock.records);
  const isFirst = clock.stepCount === 0 && !isClockSeen(state.device) && isClockSeen(played.state.device);
  if (!isFirst || event.timeNs === null) return played;
  const own = played.state.clock as HiddenClock;
  return on(played, { ...own, running: startedRunning(played.state, event) });
}
