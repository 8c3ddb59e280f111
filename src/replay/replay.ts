import type { Concern } from '../device/concern.js';
import type { DeviceConfig } from '../device/config.js';
import { CRASHES, damages } from '../device/crashes.js';
import type { Profile } from '../device/profile.js';
import { initialState } from '../device/state.js';
import { type Stepped, step } from '../device/step.js';
import { deadlyAccess } from '../device/window-memory.js';
import type { CrashEvent, TraceEvent } from '../trace/events.js';
import type { Comparing } from './clock-compare.js';
import { compare, isUnanswered } from './compare.js';
import type { Comparison } from './comparison.js';
import { concernsOf } from './concerns.js';
import { follow } from './follow.js';
import { deviceInput } from './input.js';
import type { ReplayState } from './replay-state.js';

export const startReplay = (config: DeviceConfig): ReplayState => ({
  device: initialState(config),
  unanswered: null,
  astray: new Map(),
  corruptedAt: null,
});

/** The device after a record, and how the record fared. */
export interface Replayed {
  readonly state: ReplayState;
  readonly comparison: Comparison;
}

/** Plays one record and compares: the fold's step. `comparing` is how, where some differences mean nothing. */
export function replayEvent(
  profile: Profile,
  state: ReplayState,
  event: TraceEvent,
  comparing: Comparing = compare,
): Replayed {
  if (event.kind === 'crash') return recordedDeath(profile, state, event);
  const input = deviceInput(event);
  if (input === null) return { state, comparison: unplayed(event) };
  const stepped = step(profile, state.device, input);
  const { verdict, mismatches } = comparing(event, stepped.output);
  if (verdict !== 'differs') {
    // Member by member: a spread per record costs more than the comparison.
    const comparison = {
      event,
      verdict,
      output: stepped.output,
      mismatches: NONE,
      followsFrom: null,
      corruption: stepped.corruption,
      why: stepped.why,
      log: stepped.log,
      isFollowed: true,
    };
    return { state: agreed(profile, state, event, stepped, verdict === 'matched'), comparison };
  }
  const followed = follow(profile, state.device, stepped, event);
  const concerns = concernsOf(profile, event);
  // What a stray read found cannot be predicted, whatever it answered.
  const isStray = stepped.corruption !== null && mismatches.every(({ path }) => path !== 'crash');
  const followsFrom = standing(profile, state, event) ?? (isStray ? event.seq : null);
  return {
    state: {
      device: followed.device,
      unanswered: null,
      astray: strayed(state.astray, concerns, followsFrom ?? event.seq),
      corruptedAt: state.corruptedAt ?? damagedAt(stepped, event),
    },
    comparison: {
      event,
      verdict,
      output: stepped.output,
      mismatches,
      followsFrom,
      corruption: stepped.corruption,
      why: stepped.why,
      log: stepped.log,
      isFollowed: followed.isFollowed,
    },
  };
}

const NONE: Comparison['mismatches'] = [];

export const unplayed = (event: TraceEvent): Comparison => ({
  event,
  verdict: 'silent',
  output: null,
  mismatches: NONE,
  followsFrom: null,
  corruption: null,
  why: null,
  isFollowed: true,
  log: [],
});

/** After an agreeing record: a part that went astray and agrees again is taken to be right again. */
function agreed(
  profile: Profile,
  state: ReplayState,
  event: TraceEvent,
  stepped: Stepped,
  isMatch: boolean,
): ReplayState {
  const unanswered = isUnanswered(event) || isPosted(event) ? event : null;
  const heals = isMatch && state.astray.size > 0;
  const astray = heals ? healed(state.astray, concernsOf(profile, event)) : state.astray;
  const corruptedAt = state.corruptedAt ?? damagedAt(stepped, event);
  return { device: stepped.state, unanswered, astray, corruptedAt };
}

/** A write has no answer, whatever came of it. */
const isPosted = (event: TraceEvent): boolean =>
  (event.kind === 'register' || event.kind === 'memory') && event.access === 'write';

/** The recording says that the device died: right where the engine died too, by the same signal where both are known. */
function recordedDeath(profile: Profile, state: ReplayState, event: CrashEvent) {
  // With nothing left unanswered it may have been an access to memory, which a trace need not show.
  const unseen = state.unanswered === null ? deadlyAccess(profile, state.device) : null;
  const crashed = state.device.crashed ?? unseen;
  const replayed = crashed === null ? null : CRASHES[crashed];
  const recorded = event.signal ?? (event.hung ? 'hangs' : 'dies');
  const isSameWay =
    replayed !== null && (event.signal === null || replayed.signal === null || event.signal === replayed.signal);
  if (isSameWay)
    return { state: { ...state, device: { ...state.device, crashed }, unanswered: null }, comparison: unplayed(event) };
  const mismatch = {
    path: replayed === null ? 'crash' : 'signal',
    recorded,
    replayed: replayed?.signal ?? null,
    payloadOffset: null,
  };
  const killer = state.unanswered ?? event;
  return {
    state: { ...state, unanswered: null },
    comparison: {
      ...unplayed(killer),
      verdict: 'differs' as const,
      mismatches: [mismatch],
      followsFrom: state.corruptedAt,
    },
  };
}

/** The record from which it follows that this one may differ; null where nothing went wrong in its part of the device. */
export const standing = (profile: Profile, state: ReplayState, event: TraceEvent): number | null =>
  state.corruptedAt ?? (state.astray.size === 0 ? null : earliest(state.astray, concernsOf(profile, event)));

const damagedAt = ({ corruption }: Stepped, { seq }: TraceEvent): number | null =>
  corruption !== null && damages(corruption) ? seq : null;

function earliest(astray: ReplayState['astray'], concerns: readonly Concern[]): number | null {
  const seqs = concerns.flatMap((concern) => astray.get(concern) ?? []);
  return seqs.length === 0 ? null : Math.min(...seqs);
}

function strayed(astray: ReplayState['astray'], concerns: readonly Concern[], seq: number): ReplayState['astray'] {
  const next = new Map(astray);
  for (const concern of concerns) if (!next.has(concern)) next.set(concern, seq);
  return next;
}

function healed(astray: ReplayState['astray'], concerns: readonly Concern[]): ReplayState['astray'] {
  const next = new Map(astray);
  for (const concern of concerns) next.delete(concern);
  return next;
}
