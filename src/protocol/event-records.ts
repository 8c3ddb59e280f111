import { cxl31 } from '../base/spec.js';
import { array } from '../layout/array.js';
import { bits } from '../layout/bits.js';
import { bytes, reserved } from '../layout/bytes.js';
import { i16, u8, u16, u24, u32, u64 } from '../layout/integers.js';
import { named } from '../layout/names.js';
import { struct } from '../layout/struct.js';
import { variant } from '../layout/variant.js';
import { DynamicCapacityExtent } from './extent.js';

/** Every event record is 128 bytes: UUID, common header, body. */
export const EVENT_RECORD_BYTES = 128;

/** The logs by number, as Get Event Records names them. */
export const EVENT_LOGS = { informational: 0, warning: 1, failure: 2, fatal: 3, 'dynamic-capacity': 4 } as const;

const HEADER = cxl31('8.2.9.2.1', 'Common Event Record Header');

const recordFlagBits = bits(3, {
  severity: 2,
  permanentCondition: 1,
  maintenanceNeeded: 1,
  performanceDegraded: 1,
  hardwareReplacementNeeded: 1,
  maintenanceSubclassValid: 1,
  ldIdValid: 1,
  headIdValid: 1,
  _reserved: 15,
});

export type RecordFlags = typeof recordFlagBits.absent;

/** Severity and the other flags of a record, from the lowest byte of their integer on the wire. */
export const recordFlags = (lowByte: number): RecordFlags => recordFlagBits.fromRaw([lowByte, 0, 0]);

/** The lowest byte of that integer: all that an operator can give. */
export function recordFlagByte(flags: RecordFlags): number {
  const view = new DataView(new ArrayBuffer(recordFlagBits.sizeBytes));
  recordFlagBits.write(view, 0, flags);
  return view.getUint8(0);
}

const EventHeader = struct(
  { spec: HEADER, sizeBytes: 32 },
  {
    recordLengthBytes: u8(),
    flags: recordFlagBits,
    handle: u16(),
    relatedHandle: u16(),
    timestampNs: u64(),
    maintenanceOperationClass: u8(),
    reservedHeader: reserved(15),
  },
);

const GeneralMediaBody = struct(
  { spec: cxl31('8.2.9.2.1.1', 'General Media Event Record'), sizeBytes: 80 },
  {
    dpa: u64(),
    descriptor: u8(),
    memoryEventType: u8(),
    transactionType: u8(),
    validity: bits(2, { channel: 1, rank: 1, device: 1, componentId: 1, _reserved: 12 }),
    channel: u8(),
    rank: u8(),
    device: u24(),
    componentId: bytes(16),
    reservedBody: reserved(46),
  },
);

const DramBody = struct(
  { spec: cxl31('8.2.9.2.1.2', 'DRAM Event Record'), sizeBytes: 80 },
  {
    dpa: u64(),
    descriptor: u8(),
    memoryEventType: u8(),
    transactionType: u8(),
    validity: bits(2, {
      channel: 1,
      rank: 1,
      nibbleMask: 1,
      bankGroup: 1,
      bank: 1,
      row: 1,
      column: 1,
      correctionMask: 1,
      _reserved: 8,
    }),
    channel: u8(),
    rank: u8(),
    nibbleMask: u24(),
    bankGroup: u8(),
    bank: u8(),
    row: u24(),
    column: u16(),
    correctionMask: array(u64(), 4),
    reservedBody: reserved(23),
  },
);

const MemoryModuleBody = struct(
  { spec: cxl31('8.2.9.2.1.3', 'Memory Module Event Record'), sizeBytes: 80 },
  {
    deviceEventType: u8(),
    healthStatus: u8(),
    mediaStatus: u8(),
    additionalStatus: u8(),
    lifeUsedPercent: u8(),
    temperatureCelsius: i16(),
    dirtyShutdownCount: u32(),
    correctedVolatileErrors: u32(),
    correctedPersistentErrors: u32(),
    reservedBody: reserved(61),
  },
);

/** What a Dynamic Capacity event says happened. */
export const DYNAMIC_CAPACITY_EVENTS = {
  'add-capacity': 0,
  'release-capacity': 1,
  'forced-release-capacity': 2,
  'region-configuration-updated': 3,
  'add-capacity-response': 4,
  'capacity-released': 5,
} as const;

const DynamicCapacityBody = struct(
  { spec: cxl31('8.2.9.2.1.6', 'Dynamic Capacity Event Record'), sizeBytes: 80 },
  {
    type: named(DYNAMIC_CAPACITY_EVENTS),
    validity: bits(1, { extentsAvailable: 1, tagsAvailable: 1, _reserved: 6 }),
    hostId: u16(),
    region: u8(),
    eventFlags: bits(1, { more: 1, _reserved: 7 }),
    reservedBody: reserved(2),
    extent: DynamicCapacityExtent,
    reservedTail: reserved(24),
    extentsAvailable: u32(),
    tagsAvailable: u32(),
  },
);

/** The record types that a memory device reports, by the UUID in front. */
export const EVENT_RECORD_TYPES = {
  'general-media': { uuid: 'fbcd0a77-c260-417f-85a9-088b1621eba6', body: GeneralMediaBody },
  dram: { uuid: '601dcbb3-9c06-4eab-b8af-4e9bfb5c9624', body: DramBody },
  'memory-module': { uuid: 'fe927475-dd59-4339-a586-79bab113b774', body: MemoryModuleBody },
  'dynamic-capacity': { uuid: 'ca95afa7-f183-4018-8c2f-95268e101a2a', body: DynamicCapacityBody },
} as const;

/** One event record of any type. */
export const EventRecord = variant(
  { spec: cxl31('8.2.9.2.1', 'Event Record'), sizeBytes: EVENT_RECORD_BYTES },
  EventHeader,
  EVENT_RECORD_TYPES,
);

/** The number of a log that a request names; unknown numbers stay what they are. */
export const logNumber = (log: keyof typeof EVENT_LOGS | number): number =>
  typeof log === 'number' ? log : EVENT_LOGS[log];
