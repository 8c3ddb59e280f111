import { DEFAULT_DEVICE, type DeviceDescription, STARTS, TRACE_VERSION, type TraceHeader } from '../trace/header.js';
import { SIDES } from '../trace/sides.js';
import { YamlFields } from './yaml-fields.js';
import { found, type YamlNode } from './yaml-node.js';

/** The keys of a written trace. */
export const TRACE_KEYS = [
  'cxltrace',
  'title',
  'profile',
  'recordedFrom',
  'start',
  'unrecorded',
  'device',
  'devices',
  'steps',
] as const;

/** The keys of a device, its sizes as people say them. */
const DEVICE_KEYS = [
  'volatile',
  'persistent',
  'lsa',
  'dynamicCapacity',
  'qomPath',
  'serialNumber',
  'behindSwitch',
  'mailboxAddress',
] as const;

const DYNAMIC_CAPACITY_KEYS = ['size', 'totalSize', 'regions'] as const;

/** What a written trace says about itself; null, with an issue, where it is of another version or none at all. */
export function yamlHeader(trace: YamlFields): TraceHeader | null {
  const version = trace.node('cxltrace');
  if (version?.kind !== 'scalar' || version.value !== TRACE_VERSION) {
    const isQuoted = version?.kind === 'scalar' && version.value === String(TRACE_VERSION);
    const given = version === undefined ? 'the trace has no "cxltrace" version' : `the version is ${found(version)}`;
    const what = isQuoted ? 'the version is a number, written without quotes' : given;
    const place = version?.at ?? trace.map.at;
    trace.onIssue(place, 'unsupported-version', `${what}; this cxltrace reads "cxltrace: ${TRACE_VERSION}"`);
    return null;
  }
  trace.knowOnly(TRACE_KEYS);
  const devices = readDevices(trace);
  const profileAt = trace.node('profile')?.at;
  return {
    line: trace.map.entries.get('cxltrace')?.keyAt.line ?? 1,
    title: trace.optionalText('title'),
    profile: trace.optionalText('profile'),
    recordedFrom: trace.optionalText('recordedFrom'),
    ...(profileAt !== undefined && { profileAt }),
    ...(devices === null && { isDeviceUnread: true }),
    ...(isFromPowerOn(trace) && { startsAtPowerOn: true }),
    ...unrecordedIn(trace),
    devices: devices ?? [DEFAULT_DEVICE],
  };
}

/**
 * The sides whose commands are left out. What somebody wrote is all that happened where nothing is said; of what was
 * recorded, the records are to tell.
 */
function unrecordedIn(trace: YamlFields): Pick<TraceHeader, 'unrecorded'> {
  if (!trace.isGiven('unrecorded')) return trace.isGiven('recordedFrom') ? {} : { unrecorded: [] };
  const named = trace.list('unrecorded').map((node) => (node.kind === 'scalar' ? node.source : ''));
  const sides = SIDES.filter((side) => named.includes(side));
  if (sides.length < named.length) trace.wrong('unrecorded', `a list of ${SIDES.join(', ')}`);
  return { unrecorded: sides };
}

/** A trace with a device begins with it, unless it says that it does not. */
function isFromPowerOn(trace: YamlFields): boolean {
  const start = trace.optionalText('start');
  if (start !== null && !STARTS.some((known) => known === start)) trace.wrong('start', STARTS.join(' or '));
  return start === null ? trace.has('device') || trace.has('devices') : start === 'power-on';
}

/** `device` is the first of `devices`, and may stand alone; null, with issues, where one of them cannot be read. */
function readDevices(trace: YamlFields): readonly DeviceDescription[] | null {
  const single = trace.has('device') ? [readDevice(trace.alone().below('device', 'the device'))] : null;
  const listed = trace.has('devices')
    ? trace
        .alone()
        .list('devices')
        .map((node) => deviceOf(node, trace))
    : null;
  if (single === null && listed === null) {
    // What a trace of unknown beginning tells of its device is taken from its answers.
    if (trace.optionalText('start') === 'unknown') return [DEFAULT_DEVICE];
    const message = 'the trace has no "device"; what its steps do not show of it is taken for granted';
    trace.onIssue(trace.map.at, 'missing-device', message);
    return [DEFAULT_DEVICE];
  }
  const given = listed !== null && listed.length > 0 ? listed : (single ?? []);
  const devices = given.flatMap((device) => device ?? []);
  return devices.length > 0 && devices.length === given.length ? devices : null;
}

function deviceOf(node: YamlNode, trace: YamlFields): DeviceDescription | null {
  if (node.kind === 'map') return readDevice(new YamlFields(node, trace.onIssue, 'the device'));
  trace.onIssue(node.at, 'invalid-field', `"devices": expected a list of devices, not ${found(node)}`);
  return null;
}

/** A device, or null where a value of it cannot be meant: another device would answer otherwise. */
function readDevice(device: YamlFields | null): DeviceDescription | null {
  if (device === null) return null;
  device.knowOnly(DEVICE_KEYS);
  const size = (name: string): bigint => (device.isGiven(name) ? device.size(name) : 0n);
  const read = {
    qomPath: device.optionalText('qomPath') ?? DEFAULT_DEVICE.qomPath,
    serialNumber: device.isGiven('serialNumber') ? device.size('serialNumber') : DEFAULT_DEVICE.serialNumber,
    volatileBytes: size('volatile'),
    persistentBytes: size('persistent'),
    lsaBytes: size('lsa'),
    ...dynamicCapacity(device),
    behindSwitch: device.isGiven('behindSwitch') && device.boolean('behindSwitch'),
    mailboxAddress: device.isGiven('mailboxAddress') ? device.size('mailboxAddress') : null,
  };
  return device.isUsable ? read : null;
}

type DynamicCapacity = Pick<DeviceDescription, 'dynamicCapacityBytes' | 'dynamicCapacityRegions' | 'lazyBackends'>;

function dynamicCapacity(device: YamlFields): DynamicCapacity {
  const none = { dynamicCapacityBytes: 0n, dynamicCapacityRegions: 0, lazyBackends: false };
  const fields = device.isGiven('dynamicCapacity') ? device.below('dynamicCapacity', 'dynamicCapacity') : null;
  if (fields === null) return none;
  fields.knowOnly(DYNAMIC_CAPACITY_KEYS);
  const isLazy = fields.isGiven('totalSize');
  if (isLazy && fields.isGiven('size'))
    fields.wrong('size', 'either size (one backend) or totalSize (backends attached at run time)');
  const read = {
    dynamicCapacityBytes: fields.size(isLazy ? 'totalSize' : 'size'),
    dynamicCapacityRegions: fields.integer('regions', 255),
    lazyBackends: isLazy,
  };
  if (!fields.isUsable) device.isUsable = false;
  return read;
}
