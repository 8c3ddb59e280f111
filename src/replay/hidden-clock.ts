import { larger, NS_PER_MS, wrap64 } from '../base/units.js';
import { isRunning } from '../device/background.js';
import type { Profile } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import { step } from '../device/step.js';
import { timestampNs } from '../device/timestamp.js';
import type { TraceEvent } from '../trace/events.js';
import { comparingTimes, latenessNs } from './clock-compare.js';
import type { Mismatch } from './mismatch.js';
import { type Replayed, replayEvent } from './replay.js';
import { withClock, withStep } from './replay-clock.js';
import type { HiddenClock, ReplayState } from './replay-state.js';

/** The timer of background operations looks at the clock so often. */
const TICK_MS = 1000n;

/** More than any clock is set forward between two records of one recording: ten years. */
const STEP_MAX_NS = 315_360_000_000_000_000n;

/** Plays a record; where it differs in a way that a step of the clock before it explains, the clock is stepped. */
export function playHidden(profile: Profile, state: ReplayState, clock: HiddenClock, event: TraceEvent): Replayed {
  const plain = replayEvent(profile, state, event, passing(state.device));
  if (plain.comparison.verdict !== 'differs' || event.kind === 'crash') return kept(plain, clock);
  for (const ns of explanations(state.device, plain.comparison.mismatches)) {
    const stepped = step(profile, state.device, { kind: 'advance', ns, hostNs: null });
    const played = replayEvent(profile, { ...state, device: stepped.state }, event, passing(stepped.state));
    if (played.comparison.verdict !== 'differs') return kept(played, withStep(clock, { line: event.line, ns }));
  }
  return kept(plain, clock);
}

const kept = ({ state, comparison }: Replayed, clock: HiddenClock): Replayed => ({
  state: withClock(state, clock),
  comparison,
});

/** A time that the device noted may lie anywhere between when the replay noted it and now. */
const passing = (device: DeviceState) =>
  comparingTimes((lateNs, { path, recorded }) => {
    const isNoted = path !== 'response.timestampNs';
    const age = BigInt.asIntN(64, wrap64(timestampNs(device) - BigInt(recorded as bigint | number)));
    return isNoted && lateNs >= 0n && age >= 0n;
  });

/** By how much the clock may have moved before the record, the most telling first. */
function explanations(device: DeviceState, mismatches: readonly Mismatch[]): readonly bigint[] {
  return [...timesTold(device, mismatches), ...ticksTold(device, mismatches)].filter(
    (ns, index, all) => ns > 0n && ns <= STEP_MAX_NS && all.indexOf(ns) === index,
  );
}

/** The clock is at least at the latest time in the answer. */
function timesTold(device: DeviceState, mismatches: readonly Mismatch[]): readonly bigint[] {
  const times = mismatches.flatMap((mismatch) =>
    latenessNs(mismatch) === null
      ? []
      : [BigInt.asIntN(64, wrap64(BigInt(mismatch.recorded as bigint | number) - timestampNs(device)))],
  );
  return times.length === 0 ? [] : [times.reduce(larger)];
}

/** An operation in the background has come to the progress that shows, or has ended. */
function ticksTold(device: DeviceState, mismatches: readonly Mismatch[]): readonly bigint[] {
  const { background } = device.ccis.primary;
  if (!isRunning(background)) return [];
  const { startMs, runtimeMs } = background;
  const ticksUp = (ms: bigint) => ((ms + TICK_MS - 1n) / TICK_MS) * TICK_MS;
  const percents = mismatches.flatMap(percentTold).filter((percent) => percent > 0n && percent < 100n);
  const afterStartMs = [...percents.map((percent) => ticksUp((percent * runtimeMs + 99n) / 100n)), ticksUp(runtimeMs)];
  return afterStartMs.map((ms) => (startMs + ms) * NS_PER_MS - device.nowNs);
}

/** The progress in percent that a status register or an answer shows. */
function percentTold({ path, recorded }: Mismatch): readonly bigint[] {
  if (typeof recorded !== 'number' && typeof recorded !== 'bigint') return [];
  if (path === 'value') return [(BigInt(recorded) >> 16n) & 0x7fn];
  return /percent/i.test(path) ? [BigInt(recorded)] : [];
}
