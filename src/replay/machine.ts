import { isJsonObject } from '../base/json.js';
import type { Profile } from '../device/profile.js';
import { resolvePath } from '../device/qom-path.js';
import type { TraceEvent } from '../trace/events.js';
import type { DeviceDescription, TraceHeader } from '../trace/header.js';
import type { Comparison } from './comparison.js';
import { deviceConfig } from './device-config.js';
import { type ReplayState, replayEvent, startReplay } from './replay.js';

/** All devices of a trace, each with its own engine. */
export interface Machine {
  readonly devices: readonly DeviceDescription[];
  readonly states: readonly ReplayState[];
}

export const startMachine = ({ devices }: TraceHeader): Machine => ({
  devices,
  states: devices.map((device) => startReplay(deviceConfig(device))),
});

/** The devices after a record, and how it fared. */
export interface PlayedRecord {
  readonly machine: Machine;
  readonly comparison: Comparison;
  /** Which device the record concerned; null where it concerned all, and the comparison is the first one's. */
  readonly device: number | null;
}

/** Plays a record on the devices that it concerns: one for a command, all for what happens to the machine. */
export function playRecord(profile: Profile, machine: Machine, event: TraceEvent): PlayedRecord {
  if (machine.states.length === 1 || isForOne(machine, event))
    return playOn(profile, machine, event, deviceOf(machine, event));
  let played = playOn(profile, machine, event, 0);
  const { comparison } = played;
  for (let index = 1; index < machine.states.length; index++) played = playOn(profile, played.machine, event, index);
  return { machine: played.machine, comparison, device: null };
}

function playOn(profile: Profile, machine: Machine, event: TraceEvent, index: number) {
  const { state, comparison } = replayEvent(profile, machine.states[index] as ReplayState, event);
  const states = machine.states.length === 1 ? [state] : machine.states.with(index, state);
  return { machine: { devices: machine.devices, states }, comparison, device: index };
}

/** A path that leads to an object of the machine, such as a backend, concerns all. */
const isForOne = ({ states }: Machine, event: TraceEvent): boolean => {
  if (event.kind === 'mailbox' || event.kind === 'register') return true;
  const path = event.kind === 'qmp' ? pathOf(event) : null;
  return path !== null && !states.every(({ device }) => resolvePath(device, path) === 'other-object');
};

const pathOf = (event: Extract<TraceEvent, { kind: 'qmp' }>): string | null => {
  const path = isJsonObject(event.arguments) ? event.arguments['path'] : undefined;
  return typeof path === 'string' ? path : null;
};

/** The device that a record names by address, id or path; the first where it names none. */
function deviceOf({ devices, states }: Machine, event: TraceEvent): number {
  if (devices.length === 1) return 0;
  if (event.kind === 'mailbox' || event.kind === 'register') {
    const { mailboxAddress, deviceId } = event;
    return Math.max(
      0,
      devices.findIndex(
        (device) =>
          (mailboxAddress !== undefined && device.mailboxAddress === mailboxAddress) ||
          (deviceId !== undefined && device.qomPath.endsWith(deviceId)),
      ),
    );
  }
  const path = event.kind === 'qmp' ? pathOf(event) : null;
  if (path === null) return 0;
  return Math.max(
    0,
    states.findIndex(({ device }) => resolvePath(device, path) === 'device'),
  );
}
