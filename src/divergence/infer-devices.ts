import { isJsonObject } from '../base/json.js';
import type { Profile } from '../device/profile.js';
import type { TraceEvent } from '../trace/events.js';
import type { DeviceDescription, TraceHeader } from '../trace/header.js';
import { inferDevice, isUndescribed } from './infer-device.js';

export { isUndescribed } from './infer-device.js';

/** The header with the devices that it does not describe as their records show them, and the line of each fact. */
export function inferDevices(header: TraceHeader, events: readonly TraceEvent[], profile: Profile | null): TraceHeader {
  if (!header.devices.some(isUndescribed)) return header;
  const paths = pathsOf(events);
  const found = header.devices.map((device, place) => {
    if (!isUndescribed(device)) return { device, inferred: [] };
    const own = header.devices.length === 1 ? events : events.filter((event) => isOf(event, device, paths[place]));
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
