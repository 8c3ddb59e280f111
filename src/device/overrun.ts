import type { CorruptionId } from './crashes.js';
import type { Profile } from './profile.js';
import type { DeviceState, EventLog } from './state.js';

/** Between payload area and device state: nothing of the device's own, but it keeps what is written there. */
const GAP_BYTES = 8;

/** Where the event logs begin in the state behind the gap, and what each takes there. */
const LOGS_AT = 64;
const LOG_BYTES = 96;
/** Within a log: the counters, then a lock whose last word says that it was made, then the ends of the record list. */
const LOCK_MADE_AT = 72;
const FIRST_RECORD_AT = 80;
const LAST_RECORD_AT = 88;

/** How far the state behind the gap is known: up to the record list of the first log, which holds pointers. */
const KNOWN_BYTES = LOGS_AT + FIRST_RECORD_AT;

/** The interrupt vectors of the logs: the Dynamic Capacity log borrows the first one's. */
const VECTORS = [2, 3, 4, 5, 2] as const;

/** The device state behind payload area and gap as bytes; pointers are zero here. */
function stateBehindPayload(state: DeviceState): Uint8Array {
  const view = new DataView(new ArrayBuffer(LOGS_AT + LOG_BYTES * state.eventLogs.length));
  const { timestamp, capacity, registers } = state;
  view.setBigUint64(0, registers.memoryDeviceStatus, true);
  view.setUint8(8, Number(timestamp.isSet));
  view.setBigUint64(16, timestamp.lastSetNs, true);
  view.setBigUint64(24, timestamp.hostSetNs, true);
  view.setBigUint64(32, capacity.staticBytes, true);
  view.setBigUint64(40, capacity.persistentBytes, true);
  view.setBigUint64(48, capacity.volatileBytes, true);
  state.eventLogs.forEach((log, number) => {
    const at = LOGS_AT + LOG_BYTES * number;
    view.setUint16(at, log.nextHandle, true);
    view.setUint16(at + 2, log.overflowCount, true);
    view.setBigUint64(at + 8, log.firstOverflowNs, true);
    view.setBigUint64(at + 16, log.lastOverflowNs, true);
    view.setUint8(at + 24, Number(log.interruptEnabled));
    view.setUint32(at + 28, VECTORS[number] ?? 0, true);
    view.setUint8(at + LOCK_MADE_AT, 1);
  });
  return new Uint8Array(view.buffer);
}

/** Whether a request of this length takes bytes for input that no model knows. */
export const readsUnknownBytes = (profile: Profile, lengthBytes: number): boolean =>
  lengthBytes > profile.constants.payloadBytes + GAP_BYTES + KNOWN_BYTES;

/** The request as the device reads it where the length register claims more than was written. */
export function overreadInput(
  profile: Profile,
  state: DeviceState,
  payload: Uint8Array,
  lengthBytes: number,
): Uint8Array {
  const input = new Uint8Array(lengthBytes);
  input.set(payload);
  const area = profile.constants.payloadBytes;
  const stateAt = area + GAP_BYTES;
  if (lengthBytes > area) input.set(state.registers.payload.subarray(area, Math.min(stateAt, lengthBytes)), area);
  if (lengthBytes > stateAt) input.set(stateBehindPayload(state).subarray(0, lengthBytes - stateAt), stateAt);
  return input;
}

/** The state after an answer that is longer than the payload area and overwrites what lies behind it. */
export function overrunState(
  profile: Profile,
  state: DeviceState,
  response: Uint8Array,
): { readonly state: DeviceState; readonly corruption: CorruptionId | null } {
  const stateAt = profile.constants.payloadBytes + GAP_BYTES;
  if (response.length <= stateAt) return { state, corruption: null };
  const before = stateBehindPayload(state);
  const behind = before.slice();
  behind.set(response.subarray(stateAt, stateAt + behind.length));
  const view = new DataView(behind.buffer);
  const overwritten: DeviceState = {
    ...state,
    capacity: {
      staticBytes: view.getBigUint64(32, true),
      persistentBytes: view.getBigUint64(40, true),
      volatileBytes: view.getBigUint64(48, true),
    },
    registers: { ...state.registers, memoryDeviceStatus: view.getBigUint64(0, true) },
    timestamp: {
      isSet: view.getUint8(8) !== 0,
      lastSetNs: view.getBigUint64(16, true),
      hostSetNs: view.getBigUint64(24, true),
    },
    eventLogs: state.eventLogs.map((log, number) =>
      overwrittenLog(log, view, LOGS_AT + LOG_BYTES * number, response.length - stateAt),
    ),
  };
  const isDamaged = response.length - stateAt > LOGS_AT + LAST_RECORD_AT || lockChanged(before, behind);
  return { state: overwritten, corruption: isDamaged ? 'response-overruns-payload' : null };
}

/** A log as the bytes now say; one whose list was overwritten has lost its records. */
function overwrittenLog(log: EventLog, view: DataView, at: number, overrunBytes: number): EventLog {
  if (overrunBytes <= at) return log;
  return {
    records: overrunBytes > at + FIRST_RECORD_AT ? [] : log.records,
    nextHandle: view.getUint16(at, true),
    overflowCount: view.getUint16(at + 2, true),
    firstOverflowNs: view.getBigUint64(at + 8, true),
    lastOverflowNs: view.getBigUint64(at + 16, true),
    interruptEnabled: view.getUint8(at + 24) !== 0,
  };
}

/** Whether the first log's vector or lock is another one now: the next command that locks it is not predictable. */
function lockChanged(before: Uint8Array, behind: Uint8Array): boolean {
  for (let at = LOGS_AT + 28; at < KNOWN_BYTES; at++) if (before[at] !== behind[at]) return true;
  return false;
}

/** What payload area and gap hold after an answer: the area is emptied for each command, the gap is not. */
export function payloadAfter(profile: Profile, before: Uint8Array, response: Uint8Array): Uint8Array {
  const area = profile.constants.payloadBytes;
  if (before.length <= area)
    return response.length <= area + GAP_BYTES ? response : response.slice(0, area + GAP_BYTES);
  const after = new Uint8Array(area + GAP_BYTES);
  after.set(before.subarray(area), area);
  after.set(response.subarray(0, area + GAP_BYTES));
  return after;
}
