import { hexNumber } from '../base/hex.js';
import type { JsonObject } from '../base/json.js';
import type { DeviceState, EventLog } from '../device/state.js';
import { EVENT_LOGS, recordFlagByte } from '../protocol/event-records.js';
import { cxlInjectDramEvent } from '../qmp/cxl-inject-dram-event.js';
import { cxlInjectGeneralMediaEvent } from '../qmp/cxl-inject-general-media-event.js';
import { cxlInjectMemoryModuleEvent } from '../qmp/cxl-inject-memory-module-event.js';
import type { UnrecordedCommand } from './explanation.js';
import { requesting } from './operator-commands.js';

export type LogRecord = EventLog['records'][number];

/** The request that puts such a record into a log; null where no request does. */
export function injection(device: DeviceState, log: number, record: LogRecord): UnrecordedCommand | null {
  const name = Object.entries(EVENT_LOGS).find(([, number]) => number === log)?.[0] ?? '';
  const common = { path: device.config.qomPath, log: name, flags: recordFlagByte(record.flags) };
  if (isOf(record, 'general-media'))
    return requesting(
      cxlInjectGeneralMediaEvent.name,
      { ...common, ...mediaMembers(record), ...generalMediaMembers(record) },
      `${hexNumber(record.dpa)} into the ${name} log`,
    );
  if (isOf(record, 'dram'))
    return requesting(
      cxlInjectDramEvent.name,
      { ...common, ...mediaMembers(record), ...dramMembers(record) },
      `${hexNumber(record.dpa)} into the ${name} log`,
    );
  if (!isOf(record, 'memory-module')) return null;
  return requesting(
    cxlInjectMemoryModuleEvent.name,
    { ...common, ...moduleMembers(record) },
    `type ${record.deviceEventType} into the ${name} log`,
  );
}

type Of<Type> = Extract<LogRecord, { readonly recordType: Type }>;

const isOf = <Type extends 'general-media' | 'dram' | 'memory-module'>(
  record: LogRecord,
  type: Type,
): record is Of<Type> => record.recordType === type;

const mediaMembers = (record: Of<'general-media'> | Of<'dram'>): JsonObject => ({
  dpa: record.dpa,
  descriptor: record.descriptor,
  type: record.memoryEventType,
  'transaction-type': record.transactionType,
  ...(record.validity.channel && { channel: record.channel }),
  ...(record.validity.rank && { rank: record.rank }),
});

const generalMediaMembers = ({ validity, device, componentId }: Of<'general-media'>): JsonObject => ({
  ...(validity.device && { device }),
  ...(validity.componentId && { 'component-id': new TextDecoder().decode(componentId).replace(/\0+$/, '') }),
});

const dramMembers = (record: Of<'dram'>): JsonObject => ({
  ...(record.validity.nibbleMask && { 'nibble-mask': record.nibbleMask }),
  ...(record.validity.bankGroup && { 'bank-group': record.bankGroup }),
  ...(record.validity.bank && { bank: record.bank }),
  ...(record.validity.row && { row: record.row }),
  ...(record.validity.column && { column: record.column }),
  ...(record.validity.correctionMask && { 'correction-mask': [...record.correctionMask] }),
});

const moduleMembers = (record: Of<'memory-module'>): JsonObject => ({
  type: record.deviceEventType,
  'health-status': record.healthStatus,
  'media-status': record.mediaStatus,
  'additional-status': record.additionalStatus,
  'life-used': record.lifeUsedPercent,
  temperature: record.temperatureCelsius,
  'dirty-shutdown-count': record.dirtyShutdownCount,
  'corrected-volatile-error-count': record.correctedVolatileErrors,
  'corrected-persistent-error-count': record.correctedPersistentErrors,
});
