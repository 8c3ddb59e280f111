import type {
  DramFact,
  GeneralMediaFact,
  GenericEventFact,
  MemoryModuleFact,
  MemorySparingFact,
} from '../trace/tracepoint-facts.js';
import { type Fields, headerFields, type Tracepoint, tracepoint } from './tracepoint.js';
import {
  address,
  bytes,
  celsius,
  count,
  field,
  flags,
  hex,
  mask,
  named,
  optional,
  slice,
  stored,
  text,
  uuid,
} from './tracepoint-field.js';
import * as names from './tracepoint-names.js';

const component = {
  componentId: optional(field(bytes, 'comp_id')),
  componentPldmFlags: optional(field(flags(names.PLDM_FLAGS), 'comp_id_pldm_valid_flags')),
  pldmEntityId: optional(field(bytes, 'pldm_entity_id', 'PLDM Entity ID')),
  pldmResourceId: optional(field(bytes, 'pldm_resource_id', 'Resource ID')),
};

/** What the general media and DRAM records share. */
const media = (types: readonly string[], valid: readonly string[]) => ({
  dpa: field(address, 'dpa'),
  dpaFlags: field(flags(names.DPA_FLAGS), 'dpa_flags'),
  descriptor: field(flags(names.DESCRIPTORS), 'descriptor'),
  type: field(named(types), 'type', 'memory_event_type'),
  subType: optional(field(named(names.SUB_TYPES), 'sub_type', 'memory_event_sub_type')),
  transactionType: field(named(names.TRANSACTIONS), 'transaction_type'),
  channel: optional(field(count, 'channel')),
  rank: optional(field(count, 'rank')),
  validity: optional(field(flags(valid), 'validity_flags')),
  thresholdFlags: optional(
    field(flags(names.THRESHOLD_FLAGS), 'cme_threshold_ev_flags', 'Advanced Programmable CME threshold Event Flags'),
  ),
  hpa: optional(field(address, 'hpa')),
  hpaAlias: optional(field(address, 'hpa_alias0')),
  region: optional(stored(field(text, 'region'), 'region_name', 'region')),
  regionUuid: optional(field(uuid, 'region_uuid')),
  ...component,
});

/** Where in the memory a record's error lies. */
const place = {
  channel: field(count, 'channel'),
  rank: field(count, 'rank'),
  nibbleMask: field(mask, 'nibble_mask'),
  bankGroup: field(count, 'bank_group'),
  bank: field(count, 'bank'),
  row: field(count, 'row'),
  column: field(count, 'column'),
  subChannel: field(count, 'sub_channel'),
};

const generalMedia: Fields<GeneralMediaFact> = {
  ...headerFields,
  ...media(names.MEDIA_TYPES, names.MEDIA_VALID),
  device: optional(field(hex, 'device')),
  correctedErrors: optional(field(count, 'cme_count', 'Corrected Memory Error Count')),
};

const dram: Fields<DramFact> = {
  ...headerFields,
  ...media(names.DRAM_TYPES, names.DRAM_VALID),
  nibbleMask: optional(place.nibbleMask),
  bankGroup: optional(place.bankGroup),
  bank: optional(place.bank),
  row: optional(place.row),
  column: optional(place.column),
  correctionMask: optional(field(bytes, 'cor_mask', 'correction_mask')),
  subChannel: optional(place.subChannel),
  correctedErrors: optional(field(count, 'cvme_count', 'CVME Count')),
};

const memoryModule: Fields<MemoryModuleFact> = {
  ...headerFields,
  type: field(named(names.MODULE_TYPES), 'event_type'),
  subType: optional(field(named(names.MODULE_SUB_TYPES), 'event_sub_type')),
  healthStatus: field(flags(names.HEALTH), 'health_status'),
  mediaStatus: field(named(names.MEDIA_STATES), 'media_status'),
  lifeUsedStatus: optional(stored(field(slice(0, 2, names.ALARMS), 'as_life_used'), 'add_status')),
  temperatureStatus: optional(stored(field(slice(2, 2, names.ALARMS), 'as_dev_temp'), 'add_status')),
  volatileErrorStatus: optional(stored(field(slice(4, 1, names.ALARMS), 'as_cor_vol_err_cnt'), 'add_status')),
  persistentErrorStatus: optional(stored(field(slice(5, 1, names.ALARMS), 'as_cor_per_err_cnt'), 'add_status')),
  lifeUsedPercent: field(count, 'life_used'),
  temperatureCelsius: field(celsius, 'device_temp'),
  dirtyShutdowns: field(count, 'dirty_shutdown_cnt'),
  volatileErrors: field(count, 'cor_vol_err_cnt'),
  persistentErrors: field(count, 'cor_per_err_cnt'),
  validity: optional(field(flags(names.MODULE_VALID), 'validity_flags')),
  ...component,
};

const memorySparing: Fields<MemorySparingFact> = {
  ...headerFields,
  ...place,
  ...component,
  // The header has flags of its own, and they stand in front.
  sparingFlags: stored(field(flags(names.SPARING_FLAGS), 'flags again'), 'flags'),
  result: field(count, 'result'),
  validity: field(flags(names.SPARING_VALID), 'validity_flags'),
  resourcesAvailable: stored(field(count, 'spare resource avail'), 'res_avail'),
};

const generic: Fields<GenericEventFact> = { ...headerFields, data: field(bytes, 'data') };

/** Events of the informational to fatal logs. */
export const mediaTracepoints: readonly Tracepoint[] = [
  tracepoint<GeneralMediaFact>('cxl_general_media', 'general-media-event', generalMedia),
  tracepoint<DramFact>('cxl_dram', 'dram-event', dram),
  tracepoint<MemoryModuleFact>('cxl_memory_module', 'memory-module-event', memoryModule),
  tracepoint<MemorySparingFact>('cxl_memory_sparing', 'memory-sparing-event', memorySparing),
  tracepoint<GenericEventFact>('cxl_generic_event', 'generic-event', generic),
];
