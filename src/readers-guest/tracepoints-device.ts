import type { AerFact, DynamicCapacityFact, OverflowFact, PoisonFact } from '../trace/tracepoint-facts.js';
import { type Fields, headerFields, memdevFields, type Tracepoint, tracepoint } from './tracepoint.js';
import {
  address,
  count,
  field,
  flags,
  hex,
  named,
  optional,
  serial,
  stored,
  text,
  time,
  uuid,
} from './tracepoint-field.js';
import * as names from './tracepoint-names.js';

/** Series v1 to v11 name the fields differently. */
const dynamicCapacity: Fields<DynamicCapacityFact> = {
  ...headerFields,
  type: field(named(names.CAPACITY_TYPES), 'event_type'),
  hostId: field(count, 'host_id', 'hostid'),
  region: field(count, 'region_id', 'partition_id', 'updated_region_index', 'region_index'),
  startDpa: field(address, 'starting_dpa', 'dpa_start'),
  lengthBytes: field(address, 'length'),
  tag: stored(field(uuid, 'tag'), 'uuid', 'tag'),
  sequence: field(count, 'shared_extent_sequence', 'sh_extent_seq'),
};

const overflow: Fields<OverflowFact> = {
  ...memdevFields,
  log: field(named(names.LOGS), 'log', 'log type'),
  records: field(count, 'count'),
  firstNs: field(time, 'first_ts'),
  lastNs: field(time, 'last_ts'),
};

const poison: Fields<PoisonFact> = {
  ...memdevFields,
  action: field(named(names.POISON_ACTIONS), 'trace_type'),
  dpa: field(address, 'dpa'),
  lengthBytes: field(hex, 'dpa_length'),
  source: field(named(names.POISON_SOURCES), 'source'),
  flags: field(flags(names.POISON_FLAGS), 'flags'),
  overflowNs: stored(field(time, 'overflow_time', 'overflow timestamp'), 'overflow_ts'),
  hpa: optional(field(address, 'hpa')),
  hpaAlias: optional(field(address, 'hpa_alias0')),
  region: optional(stored(field(text, 'region'), 'region', 'region_name')),
  regionUuid: optional(stored(field(uuid, 'region_uuid'), 'uuid', 'region_uuid')),
};

const aer = (bits: readonly string[]): Fields<AerFact> => ({
  memdev: field(text, 'memdev', 'device', 'dev_name'),
  host: field(text, 'host'),
  serialNumber: optional(field(serial, 'serial')),
  status: field(flags(bits), 'status', 'error status'),
  firstError: optional(field(flags(bits), 'first_error', 'first error')),
});

/** Events of the Dynamic Capacity log, of whole logs, of poison and of the link. */
export const deviceTracepoints: readonly Tracepoint[] = [
  tracepoint<DynamicCapacityFact>('cxl_dynamic_capacity', 'dynamic-capacity-event', dynamicCapacity),
  tracepoint<OverflowFact>('cxl_overflow', 'overflow-event', overflow),
  tracepoint<PoisonFact>('cxl_poison', 'poison-event', poison),
  tracepoint<AerFact>('cxl_aer_correctable_error', 'correctable-error-event', aer(names.CORRECTABLE)),
  tracepoint<AerFact>('cxl_aer_uncorrectable_error', 'uncorrectable-error-event', aer(names.UNCORRECTABLE)),
  tracepoint<AerFact>('cxl_port_aer_correctable_error', 'correctable-error-event', aer(names.CORRECTABLE)),
  tracepoint<AerFact>('cxl_port_aer_uncorrectable_error', 'uncorrectable-error-event', aer(names.UNCORRECTABLE)),
];
