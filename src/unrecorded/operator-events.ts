import { type DpaRange, regionOf } from '../device/extents.js';
import type { DeviceState, EventLog } from '../device/state.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { logNumber } from '../protocol/event-records.js';
import { successOf } from '../trace/answers.js';
import type { Attempt, Explanation, UnrecordedCommand } from './explanation.js';
import { capacityRequest } from './operator-commands.js';
import { injection, type LogRecord } from './operator-injections.js';

/** Records that the host finds in a log were put there by an operator: each names the request that did it. */
export const operatorEvents: Explanation = {
  by: 'operator',
  *attempts(scene) {
    const { device, event } = scene;
    const answer = successOf(event, getEventRecords);
    const request = event.kind === 'mailbox' ? getEventRecords.request.decode(event.request) : null;
    const number = logNumber(request?.log ?? -1);
    const log = device.eventLogs[number];
    if (answer === null || log === undefined) return;
    const found = answer.records.slice(log.records.length);
    const lost = answer.overflowErrorCount - log.overflowCount;
    const settle = (after: DeviceState) => asNoted(after, number, log.records.length, answer);
    const commands = requestsOf(device, number, found, lost);
    if (commands !== null && commands.length > 0) yield { commands, settle };
  },
};

type Answer = NonNullable<ReturnType<typeof getEventRecords.response.decode>>;

/** The requests in their order; `lost` records more had no room in the log. Null where one of them is no operator's. */
function requestsOf(
  device: DeviceState,
  log: number,
  found: readonly LogRecord[],
  lost: number,
): Attempt['commands'] | null {
  const commands: UnrecordedCommand[] = [];
  for (let at = 0; at < found.length; ) {
    const record = found[at] as LogRecord;
    const chain = isCapacity(record) ? chainFrom(found, at) : [];
    at += Math.max(1, chain.length);
    const isLast = at === found.length;
    const command =
      chain.length === 0 ? injection(device, log, record) : capacity(device, chain, isLast ? Math.max(0, lost) : 0);
    if (command === null) return null;
    commands.push(command);
  }
  const last = commands.at(-1);
  const isRepeated = last !== undefined && lost > 0 && !found.some(isCapacity);
  return isRepeated ? [...commands, ...Array.from({ length: lost }, () => last)] : commands;
}

type CapacityRecord = Extract<LogRecord, { extent: unknown }>;

const isCapacity = (record: LogRecord): record is CapacityRecord => 'extent' in record;

/** The records of one request: up to the one that says that no more follow. */
function chainFrom(found: readonly LogRecord[], start: number): readonly CapacityRecord[] {
  const chain: CapacityRecord[] = [];
  for (const record of found.slice(start)) {
    if (!isCapacity(record) || record.type !== (chain[0] ?? record).type) break;
    chain.push(record);
    if (!record.eventFlags.more) break;
  }
  return chain;
}

function capacity(device: DeviceState, chain: readonly CapacityRecord[], lost: number): UnrecordedCommand | null {
  const [first] = chain;
  if (first === undefined || (first.type !== 'add-capacity' && first.type !== 'release-capacity')) return null;
  const seen = chain.map(({ extent }) => extent);
  const isCut = chain.at(-1)?.eventFlags.more === true;
  const extents = isCut ? [...seen, ...following(device, seen, lost)] : seen;
  return capacityRequest(device, { type: first.type, hostId: first.hostId, extents });
}

/** Extents whose records were lost: taken to follow those before as these follow each other, as far as there is room. */
function following(device: DeviceState, seen: readonly (DpaRange & { readonly tag: string | null })[], count: number) {
  const [last, before] = [seen.at(-1), seen.at(-2)];
  if (last === undefined) return [];
  const step = before === undefined ? last.lengthBytes : last.startDpa - before.startDpa;
  const region = regionOf(device.dynamicCapacity.regions, last);
  return Array.from({ length: count }, (_, index) => ({
    ...last,
    startDpa: last.startDpa + step * BigInt(index + 1),
  })).filter((one) => step > 0n && regionOf(device.dynamicCapacity.regions, one) === region);
}

/** The log with the times that the answer shows: when the requests came is in no record of the trace. */
function asNoted(device: DeviceState, number: number, from: number, answer: Answer): DeviceState {
  const log = device.eventLogs[number] as EventLog;
  const records = log.records.map((record, index) => {
    const noted = index < from ? undefined : answer.records[index];
    return noted === undefined ? record : { ...record, timestampNs: noted.timestampNs };
  });
  const [firstOverflowNs, lastOverflowNs] = [answer.firstOverflowTimestampNs, answer.lastOverflowTimestampNs];
  const isOverflowed = log.overflowCount > 0;
  const noted = { ...log, records, ...(isOverflowed && { firstOverflowNs, lastOverflowNs }) };
  return { ...device, eventLogs: device.eventLogs.with(number, noted) };
}
