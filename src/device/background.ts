import { NS_PER_MS } from '../base/units.js';
import type { CrashId } from './crashes.js';
import type { Profile } from './profile.js';
import type { Background, DeviceState } from './state.js';

/** The timer's period: an operation shows progress, and ends, on whole seconds after its start. */
const TICK_MS = 1000n;

/** The device after its timers fired, or how it died in one. */
type Fired = DeviceState | { readonly crash: CrashId };

export const isRunning = (background: Background): boolean => background.runtimeMs > 0n;

export function startedBackground(opcode: number, runtimeMs: bigint, nowNs: bigint): Background {
  const startMs = nowNs / NS_PER_MS;
  return { opcode, percent: 0, returnCode: 0, startMs, runtimeMs, nextTickMs: startMs + TICK_MS, isAborted: false };
}

/**
 * Lets the primary mailbox's timers fire up to `toNs`: only there do commands run in the background. Beside the timer
 * of the interface there may be those that resets forgot: each fires once and does the same. `hostNs`: when that is, by
 * the host's wall clock.
 */
export function runTimers(profile: Profile, state: DeviceState, toNs: bigint, hostNs: bigint | null): Fired {
  const nowMs = toNs / NS_PER_MS;
  let reached = state;
  for (;;) {
    const { background, forgottenTicksMs } = reached.ccis.primary;
    const forgotten = forgottenTicksMs[0] ?? null;
    const own = background.nextTickMs;
    const isForgottenFirst = forgotten !== null && (own === null || forgotten <= own);
    const due = isForgottenFirst ? forgotten : own;
    if (due === null || due > nowMs) return reached;
    if (!isRunning(background) && profile.behaviours.resetDuringBackground === 'dies-at-next-tick')
      return { crash: 'reset-during-background-operation' };
    const fired = isForgottenFirst
      ? fire(profile, withoutForgotten(reached), due, hostNs)
      : fire(profile, unarmed(reached), lastTick(background, due, forgotten ?? nowMs, nowMs), hostNs);
    if ('crash' in fired) return fired;
    reached = fired;
  }
}

/** The timer's work at `atMs`: the operation has ended, or shows how far it is and is looked at again a second later. */
function fire(profile: Profile, state: DeviceState, atMs: bigint, hostNs: bigint | null): Fired {
  const { background } = state.ccis.primary;
  const { startMs, runtimeMs } = background;
  if (atMs >= startMs + runtimeMs) return complete(profile, state, atMs, hostNs);
  const percent = Number((100n * (atMs - startMs)) / runtimeMs);
  return withBackground(state, { ...background, percent, nextTickMs: atMs + TICK_MS });
}

/** The last tick up to both limits, or the one that ends the operation: each overwrites the percentage of the one before. */
function lastTick({ startMs, runtimeMs }: Background, nextTickMs: bigint, ...limitsMs: readonly bigint[]): bigint {
  const ticks = [startMs + runtimeMs - nextTickMs + TICK_MS - 1n, ...limitsMs.map((limit) => limit - nextTickMs)];
  const [fewest = 0n] = ticks.map((ms) => ms / TICK_MS).sort((left, right) => Number(left - right));
  return fewest <= 0n ? nextTickMs : nextTickMs + fewest * TICK_MS;
}

function complete(profile: Profile, state: DeviceState, atMs: bigint, hostNs: bigint | null): Fired {
  const { background } = state.ccis.primary;
  const atEnd = { ...state, nowNs: atMs * NS_PER_MS };
  const finish = profile.commands.primary.get(background.opcode)?.finish;
  const ended = { ...background, percent: 100, returnCode: 0, startMs: 0n, runtimeMs: 0n };
  const finished = finish ? finish(atEnd, hostNs) : atEnd;
  return 'crash' in finished ? finished : withBackground(finished, ended);
}

const unarmed = (state: DeviceState): DeviceState =>
  withBackground(state, { ...state.ccis.primary.background, nextTickMs: null });

function withoutForgotten(state: DeviceState): DeviceState {
  const { primary } = state.ccis;
  return {
    ...state,
    ccis: { ...state.ccis, primary: { ...primary, forgottenTicksMs: primary.forgottenTicksMs.slice(1) } },
  };
}

export const withBackground = (state: DeviceState, background: Background): DeviceState => ({
  ...state,
  ccis: { ...state.ccis, primary: { ...state.ccis.primary, background } },
});
