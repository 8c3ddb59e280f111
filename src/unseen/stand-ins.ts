import type { DeviceState, EventLog, Extent } from '../device/state.js';
import { EVENT_RECORD_BYTES, recordFlags } from '../protocol/event-records.js';

type EventRecord = EventLog['records'][number];

/** No device has this address, none has this time: what has it stands for something of which little is known. */
const NOWHERE = (1n << 64n) - 1n;

/** Stands for an extent that is counted and was not seen: without length, it overlaps nothing. */
export const unseenExtent: Extent = { startDpa: NOWHERE, lengthBytes: 0n, tag: null, sharedSequence: 0 };

export const isStandIn = ({ startDpa }: Extent): boolean => startDpa === NOWHERE;

export const standIns = (count: number): readonly Extent[] => Array.from({ length: count }, () => unseenExtent);

/** Stands for an event record of which at most the handle is known. */
export const unseenRecord = (handle: number): EventRecord => ({
  recordType: 'dynamic-capacity',
  recordLengthBytes: EVENT_RECORD_BYTES,
  flags: recordFlags(0),
  handle,
  relatedHandle: 0,
  timestampNs: NOWHERE,
  maintenanceOperationClass: 0,
  type: 'add-capacity',
  validity: { extentsAvailable: false, tagsAvailable: false },
  hostId: 0,
  region: 0,
  eventFlags: { more: false },
  extent: unseenExtent,
  extentsAvailable: 0,
  tagsAvailable: 0,
});

export const isUnseenRecord = ({ timestampNs }: Pick<EventRecord, 'timestampNs'>): boolean => timestampNs === NOWHERE;

export const withPending = (device: DeviceState, pending: DeviceState['dynamicCapacity']['pending']): DeviceState => ({
  ...device,
  dynamicCapacity: { ...device.dynamicCapacity, pending },
});

/** The pending groups with so many fewer of the extents that were counted and not seen. */
export function withoutStandIns(
  pending: DeviceState['dynamicCapacity']['pending'],
  count: number,
): DeviceState['dynamicCapacity']['pending'] {
  const [first, ...others] = pending;
  if (count <= 0 || first === undefined || !first.every(isStandIn)) return pending;
  return first.length > count ? [first.slice(count), ...others] : withoutStandIns(others, count - first.length);
}

export const withExtents = (device: DeviceState, accepted: readonly Extent[]): DeviceState => ({
  ...device,
  dynamicCapacity: { ...device.dynamicCapacity, accepted },
});
