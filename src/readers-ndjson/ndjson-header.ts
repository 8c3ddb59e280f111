import { isJsonObject, type JsonObject } from '../base/json.js';
import { DEFAULT_DEVICE, type DeviceDescription, TRACE_VERSION, type TraceHeader } from '../trace/header.js';
import { SIDES } from '../trace/sides.js';
import { type FieldIssue, RecordFields } from './record-fields.js';

/** Why a header cannot be used. */
export interface HeaderFault {
  readonly unsupported: string;
}

/** Reads the first record of a recording. */
export function readHeader(record: JsonObject, line: number, onIssue: FieldIssue): TraceHeader | HeaderFault {
  const version = record['cxltrace'];
  if (version !== TRACE_VERSION) {
    const found = version === undefined ? 'no "cxltrace" version' : `version ${JSON.stringify(version)}`;
    return { unsupported: `the device record has ${found}; this cxltrace reads version ${TRACE_VERSION}` };
  }
  const fields = new RecordFields(record, onIssue);
  const device = fields.has('device') ? readDevice(fields.object('device'), onIssue) : DEFAULT_DEVICE;
  const listed = Array.isArray(record['devices']) ? record['devices'].filter(isJsonObject) : [];
  const others = listed.map((one) => readDevice(one, onIssue));
  return {
    line,
    title: fields.optionalText('title') ?? null,
    // One that is no name is told already: it is not looked up as well.
    profile: fields.optionalText('profile') || null,
    recordedFrom: fields.optionalText('recordedFrom') ?? null,
    ...(record['start'] !== 'unknown' && { startsAtPowerOn: true }),
    ...unrecordedIn(fields),
    devices: others.length > 0 ? others : [device],
  };
}

/** The sides that the recording says it does not show. */
function unrecordedIn(fields: RecordFields): Pick<TraceHeader, 'unrecorded'> {
  if (!fields.has('unrecorded')) return {};
  const given = fields.record['unrecorded'];
  const named = Array.isArray(given) ? given : [];
  const sides = SIDES.filter((side) => named.includes(side));
  if (given !== named || sides.length < named.length) fields.report('unrecorded', `a list of ${SIDES.join(', ')}`);
  return { unrecorded: sides };
}

function readDevice(record: JsonObject, onIssue: FieldIssue): DeviceDescription {
  const fields = new RecordFields(record, onIssue);
  const size = (name: string): bigint => (fields.has(name) ? fields.wide(name) : 0n);
  const isLazy = size('dynamicCapacityTotalBytes') > 0n;
  return {
    qomPath: fields.optionalText('qomPath') ?? DEFAULT_DEVICE.qomPath,
    serialNumber: fields.has('serialNumber') ? fields.wide('serialNumber') : DEFAULT_DEVICE.serialNumber,
    volatileBytes: size('volatileBytes'),
    persistentBytes: size('persistentBytes'),
    lsaBytes: size('lsaBytes'),
    dynamicCapacityBytes: isLazy ? size('dynamicCapacityTotalBytes') : size('dynamicCapacityBytes'),
    dynamicCapacityRegions: fields.has('dynamicCapacityRegions') ? fields.integer('dynamicCapacityRegions', 255) : 0,
    lazyBackends: isLazy,
    behindSwitch: record['behindSwitch'] === true,
    mailboxAddress: fields.has('mailboxAddress') ? fields.wide('mailboxAddress') : null,
  };
}
