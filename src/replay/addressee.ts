import { hexNumber } from '../base/hex.js';
import { isJsonObject } from '../base/json.js';
import { endsPath, leadsToDevice, resolvePath } from '../device/qom-path.js';
import type { MailboxEvent, QmpEvent, RegisterEvent, TraceEvent } from '../trace/events.js';
import type { DeviceDescription } from '../trace/header.js';
import type { ReplayState } from './replay-state.js';

/** All devices of a trace, each with its own engine. */
export interface Machine {
  /** With the addresses at which the trace found those that it does not describe by one. */
  readonly devices: readonly DeviceDescription[];
  readonly states: readonly ReplayState[];
  /** Which device is meant by an id of records that is no part of its path. */
  readonly ids: ReadonlyMap<string, number>;
}

/** A record that goes to a device's own registers. */
export type Addressed = MailboxEvent | RegisterEvent;

/** Whom a record is for: one device by its place, all of them, or one that the trace does not describe. */
export type Addressee = number | 'all' | 'unknown';

/** Whom a record is for. What names no device is for the first, what happens to the machine is for all. */
export function addressee(machine: Machine, event: TraceEvent): Addressee {
  switch (event.kind) {
    case 'mailbox':
    case 'register':
      return isAddressed(event) ? found(machine, event) : 0;
    case 'qmp':
      return machine.states.length === 1 ? 0 : ofPath(machine, event);
    case 'crash':
      return casualty(machine);
    default:
      return machine.states.length === 1 ? 0 : 'all';
  }
}

const isAddressed = (event: Addressed): boolean =>
  (event.mailboxAddress !== undefined || event.deviceId !== undefined) &&
  // What was asked is not shown: no device can be asked it.
  !(event.kind === 'mailbox' && event.isRequestUnknown === true);

function found({ devices, ids }: Machine, { mailboxAddress, deviceId }: Addressed): Addressee {
  if (mailboxAddress !== undefined) {
    const place = devices.findIndex((device) => device.mailboxAddress === mailboxAddress);
    if (place >= 0) return place;
  }
  if (deviceId === undefined) return 'unknown';
  const place = ids.get(deviceId) ?? devices.findIndex(({ qomPath }) => endsPath(qomPath, deviceId));
  return place < 0 ? 'unknown' : place;
}

/** A path that leads to one device is for that one; what it leads to else is the whole machine's to answer. */
function ofPath({ states }: Machine, { arguments: given }: QmpEvent): Addressee {
  const path = isJsonObject(given) ? given['path'] : undefined;
  if (typeof path !== 'string') return 'all';
  const place = states.findIndex(({ device }) => leadsToDevice(device, path) || resolvePath(device, path) === 'device');
  return place < 0 ? 'all' : place;
}

/** The device of which the machine died: whose engine died, else whose record has no answer, the latest of them. */
function casualty({ states }: Machine): number {
  const dead = states.findIndex(({ device }) => device.crashed !== null);
  if (dead >= 0) return dead;
  const latest = Math.max(...states.map(({ unanswered }) => unanswered?.seq ?? 0));
  return Math.max(
    0,
    states.findIndex(({ unanswered }) => unanswered?.seq === latest),
  );
}

/** The machine in which a device that has no such name yet takes the record's; null where none is left. */
export function withName(machine: Machine, event: Addressed, place = unnamed(machine, event)): Machine | null {
  const device = machine.devices[place];
  if (device === undefined) return null;
  const { mailboxAddress, deviceId } = event;
  return {
    ...machine,
    ...(mailboxAddress !== undefined && { devices: machine.devices.with(place, { ...device, mailboxAddress }) }),
    ...(deviceId !== undefined && { ids: new Map(machine.ids).set(deviceId, place) }),
  };
}

/** Where the first device stands that has no name of the record's kind. */
function unnamed({ devices, ids }: Machine, { mailboxAddress }: Addressed): number {
  const named = new Set(ids.values());
  return devices.findIndex((device, place) =>
    mailboxAddress === undefined ? !named.has(place) : device.mailboxAddress === null,
  );
}

/** A record's device as people call it. */
export const nameOf = ({ mailboxAddress, deviceId }: Addressed): string =>
  mailboxAddress === undefined ? (deviceId ?? '') : hexNumber(mailboxAddress);
