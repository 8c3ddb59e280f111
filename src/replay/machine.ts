import type { Profile } from '../device/profile.js';
import type { TraceEvent } from '../trace/events.js';
import type { TraceHeader } from '../trace/header.js';
import { nothingSeen } from '../unseen/unseen.js';
import { type Addressed, addressee, type Machine, nameOf, withName } from './addressee.js';
import type { Comparison, Verdict } from './comparison.js';
import { deviceConfig } from './device-config.js';
import { replayMidLife } from './mid-life.js';
import { startReplay, unplayed } from './replay.js';
import { hiddenClock, withClock } from './replay-clock.js';
import { type ReplayedBetween, replayUnrecorded } from './replay-unrecorded.js';
import { replayTimed } from './timed-replay.js';
import type { PlayedUnrecorded } from './unrecorded-commands.js';
import { startUnrecorded } from './unrecorded-state.js';

export type { Machine } from './addressee.js';

export const startMachine = (header: TraceHeader): Machine => ({
  devices: header.devices,
  states: header.devices.map((device) => {
    const others = header.devices.filter((other) => other !== device);
    const start = withClock(startReplay(deviceConfig(device, others)), header.isClockHidden ? hiddenClock : undefined);
    const unrecorded = startUnrecorded(header);
    const told = unrecorded === undefined ? start : { ...start, unrecorded };
    return header.startsAtPowerOn ? told : { ...told, unseen: nothingSeen };
  }),
  ids: new Map(),
});

/** The devices after a record, and how it fared. */
export interface PlayedRecord {
  readonly machine: Machine;
  /** Of the device that the record concerned; of several, of the one that has most to tell. */
  readonly comparison: Comparison;
  /** Which device the record concerned; null where it concerned all. */
  readonly device: number | null;
  /** Whose comparison it is, where the record concerned all. */
  readonly teller?: number;
  /** What the record calls its device, where the trace describes no such device: it was not played. */
  readonly stranger?: string;
  /** Commands that the trace does not show, each as a record of its own: those that came before it, and after it. */
  readonly earlier?: readonly PlayedRecord[];
  readonly later?: readonly PlayedRecord[];
  /** The machine between the record and the commands after it. */
  readonly between?: Machine;
}

/** Plays a record on the devices that it concerns: one for a command, all for what happens to the machine. */
export function playRecord(profile: Profile, machine: Machine, event: TraceEvent): PlayedRecord {
  const whom = addressee(machine, event);
  if (whom === 'unknown') return playOnNew(profile, machine, event as Addressed);
  return whom === 'all' ? playOnAll(profile, machine, event) : playOn(profile, machine, event, whom);
}

/** Plays a record of a device that was not heard of before. */
function playOnNew(profile: Profile, machine: Machine, event: Addressed): PlayedRecord {
  const named = withName(machine, event);
  if (named === null) return { machine, comparison: unplayed(event), device: null, stranger: nameOf(event) };
  return playRecord(profile, named, event);
}

function playOnAll(profile: Profile, machine: Machine, event: TraceEvent): PlayedRecord {
  const played = machine.states.map((_, place) => playOn(profile, machine, event, place));
  const states = played.map((one, place) => one.machine.states[place] as Machine['states'][number]);
  const most = Math.min(...played.map(({ comparison }) => TELLING.indexOf(comparison.verdict)));
  const teller = played.findIndex(({ comparison }) => comparison.verdict === TELLING[most]);
  const { comparison } = played[teller] as PlayedRecord;
  return { machine: { ...machine, states }, comparison, device: null, teller };
}

/** What is told of several devices: that one differs or died before that another agrees, and both before silence. */
const TELLING: readonly Verdict[] = ['differs', 'matched', 'unmodelled', 'silent'];

function playOn(profile: Profile, machine: Machine, event: TraceEvent, place: number): PlayedRecord {
  const { devices, ids } = machine;
  const before = machine.states[place] as Machine['states'][number];
  const replay = before.unseen === undefined ? replayTimed : replayMidLife;
  if (before.unrecorded !== undefined)
    return withUnrecorded(machine, replayUnrecorded(replay, profile, before, before.unrecorded, event), place);
  const { state, comparison } = replay(profile, before, event);
  const states = machine.states.length === 1 ? [state] : withShared(machine.states.with(place, state), place);
  return { machine: { devices, states, ids }, comparison, device: place };
}

/** A record with what nobody recorded around it. */
function withUnrecorded(machine: Machine, played: ReplayedBetween, place: number): PlayedRecord {
  const { state, comparison, earlier, later, between } = played;
  const records = (all: readonly PlayedUnrecorded[]): readonly PlayedRecord[] =>
    all.map(({ device, comparison: own }) => ({
      machine: { ...machine, states: machine.states.with(place, { ...state, device }) },
      comparison: own,
      device: place,
    }));
  return {
    machine: { ...machine, states: withShared(machine.states.with(place, state), place) },
    comparison,
    device: place,
    ...(earlier.length > 0 && { earlier: records(earlier) }),
    ...(later.length > 0 && {
      later: records(later),
      between: { ...machine, states: machine.states.with(place, between) },
    }),
  };
}

/** Memory backends are the machine's: what one device does to them, all see. */
function withShared(states: Machine['states'], place: number): Machine['states'] {
  const { objects, names, nextKey } = (states[place] as Machine['states'][number]).device.backends;
  return states.map((state) => {
    const { device } = state;
    if (device.backends.objects === objects) return state;
    return { ...state, device: { ...device, backends: { ...device.backends, objects, names, nextKey } } };
  });
}
