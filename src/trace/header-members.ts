import { hexNumber } from '../base/hex.js';
import type { JsonValue } from '../base/json.js';
import { type DeviceDescription, TRACE_VERSION, type TraceHeader } from './header.js';

/** Members in the order in which recordings have them; what is undefined is not written. */
export type Members = Readonly<Record<string, JsonValue | undefined>>;

/** What a trace says of itself, as the device record of a recording spells it. */
export function headerMembers({
  title,
  profile,
  recordedFrom,
  startsAtPowerOn,
  unrecorded,
  devices,
}: TraceHeader): Members {
  const [device] = devices;
  return {
    kind: 'device',
    cxltrace: TRACE_VERSION,
    title: title ?? undefined,
    profile: profile ?? undefined,
    recordedFrom: recordedFrom ?? undefined,
    start: startsAtPowerOn ? undefined : 'unknown',
    unrecorded,
    ...(device !== undefined && { device: deviceMembers(device) as JsonValue }),
    ...(devices.length > 1 && { devices: devices.map(deviceMembers) as JsonValue }),
  };
}

function deviceMembers(device: DeviceDescription): Members {
  const { qomPath, serialNumber, volatileBytes, persistentBytes, lsaBytes, mailboxAddress } = device;
  const capacity = device.lazyBackends ? 'dynamicCapacityTotalBytes' : 'dynamicCapacityBytes';
  return {
    qomPath,
    serialNumber,
    volatileBytes,
    persistentBytes,
    lsaBytes,
    ...(device.dynamicCapacityBytes > 0n && { [capacity]: device.dynamicCapacityBytes }),
    ...(device.dynamicCapacityRegions > 0 && { dynamicCapacityRegions: device.dynamicCapacityRegions }),
    ...(device.behindSwitch && { behindSwitch: true }),
    mailboxAddress: mailboxAddress === null ? undefined : hexNumber(mailboxAddress),
  };
}
