import { isJsonObject } from '../base/json.js';
import type { Profile } from '../device/profile.js';
import type { TraceEvent } from '../trace/events.js';
import { DEFAULT_DEVICE, type DeviceDescription, type TraceHeader } from '../trace/header.js';
import { inferDevice, isUndescribed } from './infer-device.js';

export { isUndescribed } from './infer-device.js';

/** The header with the devices that it does not describe as their records show them, and the line of each fact. */
export function inferDevices(given: TraceHeader, events: readonly TraceEvent[], profile: Profile | null): TraceHeader {
  if (!given.devices.some(isUndescribed)) return given;
  const header = { ...given, devices: withOperators(given.devices, events) };
  const paths = pathsOf(events);
  const found = header.devices.map((device, place) => {
    if (!isUndescribed(device)) return { device, inferred: [] };
    const path = device.qomPath === DEFAULT_DEVICE.qomPath ? paths[place] : device.qomPath;
    const own = header.devices.length === 1 ? events : events.filter((event) => isOf(event, device, path));
    const { device: known, inferred } = inferDevice(device, own, profile);
    const prefix = header.devices.length === 1 ? 'device' : `devices[${place}]`;
    return { device: known, inferred: inferred.map((one) => ({ ...one, what: one.what.replace('device', prefix) })) };
  });
  return {
    ...header,
    devices: found.map(({ device }) => device),
    inferred: [...(header.inferred ?? []), ...found.flatMap(({ inferred }) => inferred)],
  };
}

/** A device for each path at which an operator found one, where the log itself shows but that there is one. */
function withOperators(devices: TraceHeader['devices'], events: readonly TraceEvent[]): TraceHeader['devices'] {
  const [only] = devices;
  if (only === undefined || devices.length > 1 || only.mailboxAddress !== null) return devices;
  const ends = new Map(pathsOf(events.filter(isFound)).map((path) => [path.slice(path.lastIndexOf('/') + 1), path]));
  return ends.size < 2 ? devices : [...ends.values()].map((qomPath) => ({ ...only, qomPath }));
}

const isFound = (event: TraceEvent): boolean =>
  event.kind === 'qmp' && event.answer !== null && 'return' in event.answer;

/** A machine's devices are named by its operator in some order: the first path is taken to be the first device's. */
function pathsOf(events: readonly TraceEvent[]): readonly string[] {
  const paths = events.flatMap((event) => {
    const path = event.kind === 'qmp' && isJsonObject(event.arguments) ? event.arguments['path'] : undefined;
    return typeof path === 'string' && /^cxl-/.test((event as { execute: string }).execute) ? [path] : [];
  });
  return [...new Set(paths)];
}

function isOf(event: TraceEvent, { mailboxAddress }: DeviceDescription, path: string | undefined): boolean {
  if (event.kind === 'mailbox') return event.mailboxAddress === undefined || event.mailboxAddress === mailboxAddress;
  return event.kind === 'qmp' && isJsonObject(event.arguments) && event.arguments['path'] === path;
}
