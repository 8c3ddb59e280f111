import type { ValueOf } from '../layout/field.js';
import type { EventRecord } from '../protocol/event-records.js';
import { type Alerts, initialAlerts } from './alerts.js';
import { type Backends, noBackends } from './backends.js';
import { type DeviceConfig, type Region, regionsOf } from './config.js';
import type { CorruptionId, CrashId } from './crashes.js';
import { type DirectWindow, noWindow } from './direct-window.js';
import { type Features, initialFeatures } from './features.js';
import { type PagedBytes, zeroBytes } from './paged-bytes.js';
import { noPoison, type Poison } from './poison.js';
import { initialRegisters, type Registers } from './register-values.js';

/** The component command interfaces of a device; commands of all share the device's state. */
export type CciName = 'primary' | 'fm' | 'ld0' | 'switch';

/** Everything a device remembers: plain read-only data, shared structurally between steps. */
export interface DeviceState {
  readonly config: DeviceConfig;
  readonly nowNs: bigint;
  readonly registers: Registers;
  readonly ccis: Readonly<Record<CciName, CciState>>;
  readonly capacity: Capacity;
  readonly timestamp: Timestamp;
  readonly eventLogs: readonly EventLog[];
  readonly dynamicCapacity: DynamicCapacity;
  readonly poison: Poison;
  readonly features: Features;
  readonly alerts: Alerts;
  readonly lsa: PagedBytes;
  /** The machine's memory backends, for a device that gets its capacity from them. */
  readonly backends: Backends;
  readonly window: DirectWindow;
  /** Set once the device died: it answers nothing any more. */
  readonly crashed: CrashId | null;
  /** Set once the device damaged its own memory: what it answers from here on is not predictable. */
  readonly corrupted: CorruptionId | null;
}

/** What each command interface has of its own. */
export interface CciState {
  readonly payloadBytesMax: number;
  readonly background: Background;
  /** When the timers fire that resets left armed, by time. */
  readonly forgottenTicksMs: readonly bigint[];
  readonly firmware: Firmware;
}

/** A command that goes on after its answer. Times are virtual milliseconds. */
export interface Background {
  /** Kept after completion and reset: the last command that ran. */
  readonly opcode: number;
  readonly percent: number;
  readonly returnCode: number;
  readonly startMs: bigint;
  /** 0 while nothing runs. */
  readonly runtimeMs: bigint;
  /** When the timer fires next; null while it is not armed. */
  readonly nextTickMs: bigint | null;
  readonly isAborted: boolean;
}

/** The sizes the device answers with; they follow the configuration until the device overwrites them. */
export interface Capacity {
  readonly staticBytes: bigint;
  readonly persistentBytes: bigint;
  readonly volatileBytes: bigint;
}

/** The clock that hosts set: reads 0 until then. */
export interface Timestamp {
  readonly isSet: boolean;
  readonly lastSetNs: bigint;
  readonly hostSetNs: bigint;
}

export interface EventLog {
  readonly records: readonly ValueOf<typeof EventRecord>[];
  readonly nextHandle: number;
  readonly overflowCount: number;
  readonly firstOverflowNs: bigint;
  readonly lastOverflowNs: bigint;
  readonly interruptEnabled: boolean;
}

export interface Extent {
  readonly startDpa: bigint;
  readonly lengthBytes: bigint;
  readonly tag: string | null;
  readonly sharedSequence: number;
  /** What a fabric manager wrote into the reserved bytes, where it is not zero. */
  readonly reserved?: Uint8Array;
  /** What is behind the extent, on a device that gets its memory with its offers. */
  readonly mapping?: ExtentMapping;
}

/** An extent's own memory, and how the guest gets at it. */
export interface ExtentMapping {
  /** The backend; null where the offer named none. */
  readonly backendKey: number | null;
  /** Whether the device knew its fixed window when the extent was offered. */
  readonly hasWindow: boolean;
  readonly regionId: number;
  /** From the start of the region. */
  readonly offsetBytes: bigint;
  /** The slot of its alias once it is accepted, or the one that would have been next where no alias was made. */
  readonly slot: number | null;
  readonly hasAlias: boolean;
}

export interface DynamicCapacity {
  readonly regions: readonly Region[];
  readonly accepted: readonly Extent[];
  /** One group per offer, in the order of the offers; only the first can be answered. */
  readonly pending: readonly (readonly Extent[])[];
  /** Tells hosts that the accepted list changed, on a device that counts. */
  readonly generationNumber: number;
}

/** The firmware update state of one interface; slots count from 1. */
export interface Firmware {
  readonly activeSlot: number;
  readonly stagedSlot: number;
  readonly populatedSlots: readonly number[];
  /** Whether a transfer in parts is open. */
  readonly isTransferring: boolean;
  /** When the latest part began, by the host's wall clock; null where the trace does not show it. */
  readonly partStartHostNs: bigint | null;
  /** When a part last completed, by the same clock: 'never' counts as long ago, null is not known. */
  readonly partEndHostNs: bigint | 'never' | null;
  /** Offset and length of the part before, which a repeat may send again. */
  readonly previousOffsetBytes: number;
  readonly previousLengthBytes: number;
  readonly currentAction: number;
  readonly currentSlot: number;
}

const emptyLog: EventLog = {
  records: [],
  nextHandle: 1,
  overflowCount: 0,
  firstOverflowNs: 0n,
  lastOverflowNs: 0n,
  interruptEnabled: false,
};

export const initialFirmware: Firmware = {
  activeSlot: 1,
  stagedSlot: 0,
  populatedSlots: [1],
  isTransferring: false,
  partStartHostNs: null,
  partEndHostNs: 'never',
  previousOffsetBytes: 0,
  previousLengthBytes: 0,
  currentAction: 0,
  currentSlot: 0,
};

const idleBackground: Background = {
  opcode: 0,
  percent: 0,
  returnCode: 0,
  startMs: 0n,
  runtimeMs: 0n,
  nextTickMs: null,
  isAborted: false,
};

const cci = (payloadBytesMax: number): CciState => ({
  payloadBytesMax,
  background: idleBackground,
  forgottenTicksMs: [],
  firmware: initialFirmware,
});

/** A device as it comes out of power-on. */
export function initialState(config: DeviceConfig): DeviceState {
  return {
    config,
    nowNs: 0n,
    registers: initialRegisters,
    ccis: { primary: cci(2048), fm: cci(512), ld0: cci(512), switch: cci(2048) },
    capacity: {
      staticBytes: config.volatileBytes + config.persistentBytes,
      persistentBytes: config.persistentBytes,
      volatileBytes: config.volatileBytes,
    },
    timestamp: { isSet: false, lastSetNs: 0n, hostSetNs: 0n },
    eventLogs: Array.from({ length: 5 }, () => emptyLog),
    dynamicCapacity: { regions: regionsOf(config), accepted: [], pending: [], generationNumber: 0 },
    poison: noPoison,
    features: initialFeatures,
    alerts: initialAlerts,
    lsa: zeroBytes,
    backends: noBackends,
    window: noWindow,
    crashed: null,
    corrupted: null,
  };
}

/** What a command can change of a device that lives. */
type Changes = Partial<Omit<DeviceState, 'config' | 'crashed' | 'corrupted'>>;

/** The state with other members. One by one, since most records do this and a spread costs ten times as much. */
export const changed = (state: DeviceState, changes: Changes): DeviceState => ({
  config: state.config,
  nowNs: changes.nowNs ?? state.nowNs,
  registers: changes.registers ?? state.registers,
  ccis: changes.ccis ?? state.ccis,
  capacity: changes.capacity ?? state.capacity,
  timestamp: changes.timestamp ?? state.timestamp,
  eventLogs: changes.eventLogs ?? state.eventLogs,
  dynamicCapacity: changes.dynamicCapacity ?? state.dynamicCapacity,
  poison: changes.poison ?? state.poison,
  features: changes.features ?? state.features,
  alerts: changes.alerts ?? state.alerts,
  lsa: changes.lsa ?? state.lsa,
  backends: changes.backends ?? state.backends,
  window: changes.window ?? state.window,
  crashed: state.crashed,
  corrupted: state.corrupted,
});

/** The capacity with other members, for the same reason. */
export const changedCapacity = (
  state: DeviceState,
  changes: Partial<Omit<DynamicCapacity, 'regions'>>,
): DeviceState => {
  const { dynamicCapacity } = state;
  return changed(state, {
    dynamicCapacity: {
      regions: dynamicCapacity.regions,
      accepted: changes.accepted ?? dynamicCapacity.accepted,
      pending: changes.pending ?? dynamicCapacity.pending,
      generationNumber: changes.generationNumber ?? dynamicCapacity.generationNumber,
    },
  });
};
