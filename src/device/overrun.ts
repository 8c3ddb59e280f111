import type { CorruptionId } from './crashes.js';
import type { Profile } from './profile.js';
import type { Capacity, DeviceState, EventLog } from './state.js';

/** How many bytes behind the payload area are known by name: up to the first event log's lock. */
const KNOWN_BYTES = 96;

/**
 * The device state that lies behind the payload area, as bytes: memory device status, timestamp, sizes, the first
 * event log's counters. What follows are locks and pointers.
 */
function stateBehindPayload(state: DeviceState): Uint8Array {
  const view = new DataView(new ArrayBuffer(KNOWN_BYTES));
  const { timestamp, capacity, registers } = state;
  const log = state.eventLogs[0] as EventLog;
  view.setBigUint64(0, registers.memoryDeviceStatus, true);
  view.setUint8(8, Number(timestamp.isSet));
  view.setBigUint64(16, timestamp.lastSetNs, true);
  view.setBigUint64(24, timestamp.hostSetNs, true);
  view.setBigUint64(32, capacity.staticBytes, true);
  view.setBigUint64(40, capacity.persistentBytes, true);
  view.setBigUint64(48, capacity.volatileBytes, true);
  view.setUint16(64, log.nextHandle, true);
  view.setUint16(66, log.overflowCount, true);
  view.setBigUint64(72, log.firstOverflowNs, true);
  view.setBigUint64(80, log.lastOverflowNs, true);
  view.setUint8(88, Number(log.interruptEnabled));
  view.setUint32(92, 2, true);
  return new Uint8Array(view.buffer);
}

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
  if (lengthBytes > area) input.set(stateBehindPayload(state).subarray(0, lengthBytes - area), area);
  return input;
}

/** The state after an answer that is longer than the payload area and overwrites what lies behind it. */
export function overrunState(
  profile: Profile,
  state: DeviceState,
  response: Uint8Array,
): { readonly state: DeviceState; readonly corruption: CorruptionId | null } {
  const area = profile.constants.payloadBytes;
  if (response.length <= area) return { state, corruption: null };
  const behind = stateBehindPayload(state);
  behind.set(response.subarray(area, area + KNOWN_BYTES));
  const view = new DataView(behind.buffer);
  const capacity: Capacity = {
    staticBytes: view.getBigUint64(32, true),
    persistentBytes: view.getBigUint64(40, true),
    volatileBytes: view.getBigUint64(48, true),
  };
  const firstLog: EventLog = {
    ...(state.eventLogs[0] as EventLog),
    nextHandle: view.getUint16(64, true),
    overflowCount: view.getUint16(66, true),
    firstOverflowNs: view.getBigUint64(72, true),
    lastOverflowNs: view.getBigUint64(80, true),
    interruptEnabled: view.getUint8(88) !== 0,
  };
  return {
    state: {
      ...state,
      capacity,
      registers: { ...state.registers, memoryDeviceStatus: view.getBigUint64(0, true) },
      timestamp: {
        isSet: view.getUint8(8) !== 0,
        lastSetNs: view.getBigUint64(16, true),
        hostSetNs: view.getBigUint64(24, true),
      },
      eventLogs: state.eventLogs.with(0, firstLog),
    },
    corruption: response.length > area + KNOWN_BYTES ? 'response-overruns-payload' : null,
  };
}
