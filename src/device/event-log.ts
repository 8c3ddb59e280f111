import type { ValueOf } from '../layout/field.js';
import { EVENT_RECORD_BYTES, type EventRecord } from '../protocol/event-records.js';
import type { Profile } from './profile.js';
import { changed, type DeviceState, type EventLog } from './state.js';
import { timestampNs } from './timestamp.js';

type Record128 = ValueOf<typeof EventRecord>;

/** What a record brings: its handle and timestamp are the log's to give. */
export type NewRecord<R extends Record128 = Record128> = R extends Record128
  ? Omit<R, 'handle' | 'timestampNs' | 'recordLengthBytes' | 'relatedHandle' | 'maintenanceOperationClass'>
  : never;

/** Puts a record into a log and sets its status bit; a full log counts an overflow and drops the record. */
export function insertEvent(profile: Profile, state: DeviceState, logNumber: number, record: NewRecord): DeviceState {
  const log = state.eventLogs[logNumber];
  if (log === undefined) return state;
  const nowNs = timestampNs(state);
  if (log.records.length >= profile.constants.eventLogRecordsMax)
    return withLog(state, logNumber, {
      ...log,
      overflowCount: (log.overflowCount + 1) & 0xffff,
      firstOverflowNs: log.overflowCount === 0 ? nowNs : log.firstOverflowNs,
      lastOverflowNs: nowNs,
    });
  const stored = {
    recordLengthBytes: EVENT_RECORD_BYTES,
    relatedHandle: 0,
    maintenanceOperationClass: 0,
    ...record,
    handle: log.nextHandle,
    timestampNs: nowNs,
  } as Record128;
  // Handle 0 means "no record" on the wire, so the counter skips it.
  const nextHandle = (log.nextHandle + 1) & 0xffff || 1;
  const filled = { ...log, records: [...log.records, stored], nextHandle };
  return withLog(state, logNumber, filled, state.registers.eventStatus | (1 << logNumber));
}

/** Removes the oldest `count` records; each removal forgets the overflow, the last one clears the status bit. */
export function removeOldest(state: DeviceState, logNumber: number, count: number): DeviceState {
  const log = state.eventLogs[logNumber];
  if (log === undefined || count === 0) return state;
  const records = log.records.slice(count);
  const rest = { ...log, records, overflowCount: 0, firstOverflowNs: 0n, lastOverflowNs: 0n };
  const { eventStatus } = state.registers;
  return withLog(state, logNumber, rest, records.length > 0 ? eventStatus : eventStatus & ~(1 << logNumber));
}

function withLog(
  state: DeviceState,
  logNumber: number,
  log: EventLog,
  eventStatus = state.registers.eventStatus,
): DeviceState {
  const { registers } = state;
  return changed(state, {
    eventLogs: state.eventLogs.with(logNumber, log),
    registers: eventStatus === registers.eventStatus ? registers : { ...registers, eventStatus },
  });
}
