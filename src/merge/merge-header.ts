import { DEFAULT_DEVICE, type DeviceDescription, type Inference, type TraceHeader } from '../trace/header.js';
import { SIDES, type Side } from '../trace/sides.js';

/** A file's own header, and what the file is called. */
export interface Headed {
  readonly name: string;
  readonly header: TraceHeader;
  readonly events: readonly unknown[];
}

const isDescribed = (device: DeviceDescription): boolean =>
  device.volatileBytes > 0n || device.persistentBytes > 0n || device.dynamicCapacityRegions > 0;

/** The header of a timeline: from each file what it knows. */
export function mergedHeader(sources: readonly Headed[], inferred: readonly Inference[]): TraceHeader {
  const headers = sources.map(({ header }) => header);
  const first = <Value>(pick: (header: TraceHeader) => Value | null | undefined): Value | null =>
    headers.map(pick).find((value) => value !== null && value !== undefined) ?? null;
  const qemuVersion = first((header) => header.qemuVersion);
  const told = sources.find(({ header }) => header.devices.some(isDescribed));
  const devices = mergedDevices(headers, told?.header.devices ?? null);
  const from = [...new Set(headers.flatMap(({ recordedFrom }) => recordedFrom ?? []))];
  const described = told === undefined || told.events.length > 0 ? [] : describedIn(told, devices);
  const unrecorded = unrecordedIn(sources);
  return {
    line: 1,
    title: first(({ title }) => title),
    profile: first(({ profile }) => profile),
    recordedFrom: from.length === 0 ? null : from.join(', '),
    ...(qemuVersion !== null && { qemuVersion }),
    ...(headers.some(({ isClockHidden }) => isClockHidden) && { isClockHidden: true as const }),
    ...(headers.some(({ startsAtPowerOn }) => startsAtPowerOn) && { startsAtPowerOn: true as const }),
    ...(unrecorded.length > 0 && { unrecorded }),
    devices,
    inferred: [...headers.flatMap((header) => header.inferred ?? []), ...described, ...inferred],
  };
}

/** The sides of which no file shows a command; a file without records shows nothing of its own. */
function unrecordedIn(sources: readonly Headed[]): readonly Side[] {
  const telling = sources.filter(({ events }) => events.length > 0);
  return telling.length === 0
    ? []
    : SIDES.filter((side) => telling.every(({ header }) => header.unrecorded?.includes(side) === true));
}

/** The devices as one file describes them, at the addresses that another shows. */
function mergedDevices(
  headers: readonly TraceHeader[],
  told: readonly DeviceDescription[] | null,
): readonly DeviceDescription[] {
  const seen = headers.map(({ devices }) => devices).find(([device]) => device?.mailboxAddress != null) ?? null;
  const behindSwitch = headers.some(({ devices }) => devices.some((device) => device.behindSwitch));
  const known = told ?? seen ?? headers[0]?.devices ?? [DEFAULT_DEVICE];
  // Of one device there is but one address; of several, which is whose shows in what they answer.
  const address = known.length === 1 && seen?.length === 1 ? (seen[0]?.mailboxAddress ?? null) : null;
  return known.map((device) => ({
    ...device,
    behindSwitch: device.behindSwitch || behindSwitch,
    mailboxAddress: device.mailboxAddress ?? address,
  }));
}

/** What a file says of devices that holds nothing else, such as the command line of QEMU. */
const describedIn = ({ name, header }: Headed, devices: readonly DeviceDescription[]): readonly Inference[] =>
  devices.map(({ qomPath }, place) => ({
    what: devices.length === 1 ? 'device' : `devices[${place}]`,
    value: `${qomPath} as ${name} describes it`,
    line: header.line,
  }));
