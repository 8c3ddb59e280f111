import { NS_PER_MS } from '../base/units.js';
import type { CrashId } from './crashes.js';
import type { Profile } from './profile.js';
import type { Background, DeviceState } from './state.js';

/** The timer's period: an operation shows progress, and ends, on whole seconds after its start. */
const TICK_MS = 1000n;

export const isRunning = (background: Background): boolean => background.runtimeMs > 0n;

export function startedBackground(opcode: number, runtimeMs: bigint, nowNs: bigint): Background {
  const startMs = nowNs / NS_PER_MS;
  return { opcode, percent: 0, returnCode: 0, startMs, runtimeMs, nextTickMs: startMs + TICK_MS, isAborted: false };
}

/** Lets the primary mailbox's timer fire up to `toNs`: only there do commands run in the background. */
export function runTimers(
  profile: Profile,
  state: DeviceState,
  toNs: bigint,
): DeviceState | { readonly crash: CrashId } {
  const { background } = state.ccis.primary;
  const nowMs = toNs / NS_PER_MS;
  if (background.nextTickMs === null || background.nextTickMs > nowMs) return state;
  if (!isRunning(background) && profile.behaviours.resetDuringBackground === 'dies-at-next-tick')
    return { crash: 'reset-during-background-operation' };
  const endMs = lastTick(background, background.nextTickMs);
  if (endMs <= nowMs) return complete(profile, state, endMs);
  // Only the last tick is visible: each overwrites the percentage of the one before.
  const tickMs = background.nextTickMs + ((nowMs - background.nextTickMs) / TICK_MS) * TICK_MS;
  const percent = Number((100n * (tickMs - background.startMs)) / background.runtimeMs);
  return withBackground(state, { ...background, percent, nextTickMs: tickMs + TICK_MS });
}

/** The tick that finds the operation done. */
function lastTick(background: Background, nextTickMs: bigint): bigint {
  const remaining = background.startMs + background.runtimeMs - nextTickMs;
  return remaining <= 0n ? nextTickMs : nextTickMs + ((remaining + TICK_MS - 1n) / TICK_MS) * TICK_MS;
}

function complete(profile: Profile, state: DeviceState, atMs: bigint): DeviceState {
  const { background } = state.ccis.primary;
  const atEnd = { ...state, nowNs: atMs * NS_PER_MS };
  const finish = profile.commands.primary.get(background.opcode)?.finish;
  return withBackground(finish ? finish(atEnd) : atEnd, {
    ...background,
    percent: 100,
    returnCode: 0,
    startMs: 0n,
    runtimeMs: 0n,
    nextTickMs: null,
  });
}

export const withBackground = (state: DeviceState, background: Background): DeviceState => ({
  ...state,
  ccis: { ...state.ccis, primary: { ...state.ccis.primary, background } },
});
