import { toHex } from '../base/hex.js';
import type { DeviceState, EventLog } from '../device/state.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { clearEventRecords } from '../mailbox/0101-clear-event-records.js';
import { EVENT_LOGS, logNumber } from '../protocol/event-records.js';
import { cxlReleaseDynamicCapacity } from '../qmp/cxl-release-dynamic-capacity.js';
import { asksBackUnseen } from './extent-tags.js';
import { isUnseenRecord, unseenRecord } from './stand-ins.js';
import { isAnswered, type Scene, type Teller, taken } from './teller.js';
import type { Part, Unseen } from './unseen.js';

type EventRecord = EventLog['records'][number];

/** The part of each log, by number. */
export const LOG_PARTS = (Object.keys(EVENT_LOGS) as (keyof typeof EVENT_LOGS)[]).map((log): Part => `${log}-events`);

/** What is known of a log that was read and found empty: that it was, not which handle comes next. */
const WAS_EMPTY = { start: 0n, end: 1n };

/** A log's records tell which it held, and by their handles how many there had been. */
export const eventRecords: readonly Teller[] = LOG_PARTS.map((part, number) => ({
  part,
  codes: ['SUCCESS', 'INVALID_INPUT'],
  dependsOn: ({ event }) => loggedIn(event) === number,
  tell: (scene) => tellRecords(scene, number) ?? tellCleared(scene, number),
  wants: { mailbox: [getEventRecords, clearEventRecords], qmp: [cxlReleaseDynamicCapacity] },
  settles: ({ event }) => (recordsIn(event, number)?.records.length ?? 0) > 0,
  learns: ({ event }) => (recordsIn(event, number)?.records.length === 0 ? [WAS_EMPTY] : []),
  unsettles: (scene) => number === EVENT_LOGS['dynamic-capacity'] && asksBackUnseen(scene),
}));

/** The log that a command is about; -1 where it is about none. */
function loggedIn(event: Scene['event']): number {
  if (event.kind !== 'mailbox') return -1;
  const command = [getEventRecords, clearEventRecords].find(({ opcode }) => opcode === event.opcode);
  const request = command?.request.decode(event.request) ?? null;
  return request === null ? -1 : logNumber(request.log);
}

function recordsIn(event: Scene['event'], number: number) {
  return loggedIn(event) === number ? (taken(event, getEventRecords)?.response ?? null) : null;
}

const wasEmpty = ({ known }: Unseen, number: number): boolean => known.has(LOG_PARTS[number] as Part);

const logOf = (device: DeviceState, number: number): EventLog => device.eventLogs[number] as EventLog;

const withLog = (device: DeviceState, number: number, changes: Partial<EventLog>): DeviceState => ({
  ...device,
  eventLogs: device.eventLogs.with(number, { ...logOf(device, number), ...changes }),
});

function tellRecords(scene: Scene, number: number) {
  const shown = recordsIn(scene.event, number);
  if (shown === null) return null;
  const log = logOf(scene.device, number);
  const own = log.records.filter((record) => !isUnseenRecord(record));
  const stored = storedOf(scene, own, shown.records);
  if (stored === null) return null;
  const before = shown.records.length - stored;
  if (before > 0 && wasEmpty(scene.unseen, number)) return null;
  const isTimeUnseen = scene.unseen.parts.has('timestamp');
  const records = shown.records.map((record, place) =>
    place < before ? record : withOwn(scene, own[place - before] as EventRecord, record),
  );
  const last = shown.records.at(-1);
  const nextHandle = last === undefined ? log.nextHandle : (last.handle + 1) & 0xffff || 1;
  const device = withLog(scene.device, number, {
    records,
    nextHandle,
    overflowCount: shown.overflowErrorCount,
    firstOverflowNs: shown.firstOverflowTimestampNs,
    lastOverflowNs: shown.lastOverflowTimestampNs,
  });
  const value = `${before} records${last === undefined ? '' : `, the next handle ${(shown.records[before]?.handle ?? nextHandle).toString()}`}`;
  const setNs = stored > 0 && isTimeUnseen ? (last?.timestampNs ?? 0n) : 0n;
  if (setNs === 0n) return { device, value };
  return { device: { ...device, timestamp: { isSet: true, hostSetNs: setNs, lastSetNs: device.nowNs } }, value };
}

/** How many of the trace's own records the log took; null where it shows others than those. */
function storedOf({ profile }: Scene, own: readonly EventRecord[], shown: readonly EventRecord[]): number | null {
  const isFull = shown.length >= profile.constants.eventLogRecordsMax;
  for (let stored = Math.min(own.length, shown.length); stored >= 0; stored--) {
    if (stored < own.length && !isFull) return null;
    const tail = shown.slice(shown.length - stored);
    if (tail.every((record, place) => isSameRecord(record, own[place] as EventRecord))) return stored;
  }
  return null;
}

/** Whether both tell of the same: which handle, when, and how much was left then follows from what was before. */
const isSameRecord = (left: EventRecord, right: EventRecord): boolean => bodyHex(left) === bodyHex(right);

function bodyHex(record: EventRecord): string {
  const counted = 'extentsAvailable' in record ? { extentsAvailable: 0 } : {};
  const records = [{ ...record, handle: 0, timestampNs: 0n, ...counted } as EventRecord];
  return toHex(getEventRecords.response.encode({ ...NO_RECORDS, records }));
}

const NO_RECORDS = {
  flags: { overflow: false, moreEventRecords: false },
  overflowErrorCount: 0,
  firstOverflowTimestampNs: 0n,
  lastOverflowTimestampNs: 0n,
};

/** The trace's own record as the log shows it, where that follows from what was before. */
function withOwn({ unseen: { parts } }: Scene, own: EventRecord, shown: EventRecord): EventRecord {
  const timestampNs = parts.has('noted') ? shown.timestampNs : own.timestampNs;
  const isCounted = 'extentsAvailable' in shown && parts.has('noted');
  const extentsAvailable = isCounted ? { extentsAvailable: shown.extentsAvailable } : {};
  return { ...own, handle: shown.handle, timestampNs, ...extentsAvailable } as EventRecord;
}

/** What could be cleared was there; what could not was not the oldest. */
function tellCleared({ device, event, unseen }: Scene, number: number) {
  const log = logOf(device, number);
  const own = log.records.filter((record) => !isUnseenRecord(record));
  const cleared = taken(event, clearEventRecords)?.request;
  if (cleared !== undefined && logNumber(cleared.log) === number) {
    const handles = cleared.handles;
    const first = handles[0];
    if (first === undefined) return null;
    const before = wasEmpty(unseen, number) ? [] : handles.map(unseenRecord);
    const next = before.length === 0 ? first : (handles.at(-1) as number) + 1;
    const records = [...before, ...own.map((record, place) => ({ ...record, handle: next + place }))];
    const nextHandle = (next + own.length) & 0xffff || 1;
    return { device: withLog(device, number, { records, nextHandle }), value: `records from handle ${first} on` };
  }
  const isRefused = isAnswered(event, clearEventRecords, 'INVALID_INPUT') && loggedIn(event) === number;
  if (!isRefused || wasEmpty(unseen, number)) return null;
  return { device: withLog(device, number, { records: [unseenRecord(0), ...own] }), value: 'another oldest record' };
}
