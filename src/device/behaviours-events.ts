import type { BehaviourGroup } from './behaviour.js';

/** Event logs and the records in them. */
export const EVENT_BEHAVIOURS = {
  dynamicCapacityEvent: {
    meaning: 'What a Dynamic Capacity event says beside its extent',
    values: {
      'host-id': 'the host id of the request, no validity bits, extents available 0',
      'extents-available': 'host id 0, validity bit 0, the number of extents available',
      'host-id-and-extents-available': 'both',
    },
    since: { 'extents-available': 'QEMU 10.1' },
    until: { 'host-id': 'QEMU 10.0' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; QEMU commits 42cbc937d4 and fdd48ce20c; CXL 3.1 §8.2.9.2.1.6',
  },
  dynamicCapacitySeverity: {
    meaning: 'The severity of Dynamic Capacity events',
    values: { warning: 'Warning', informational: 'Informational, as the record demands' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.2.1.6',
  },
  lastEventMoreFlag: {
    meaning: 'The More flag of the last event of an offer of several extents',
    values: {
      cleared: 'not set: the offer is complete',
      kept: 'set as on the others, so that a host waits for extents that never come',
    },
    since: { cleared: 'QEMU 9.2' },
    until: { kept: 'QEMU 9.1' },
    source: 'QEMU commit 80ee960f8d, read',
  },
  moreEventRecords: {
    meaning: 'When Get Event Records says that there are more',
    values: {
      'whenever-not-empty': 'whenever it returns records, though it returns all of them',
      'when-records-remain': 'where records remain to be returned',
    },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.2.2',
  },
  clearEventRecords: {
    meaning: 'How Clear Event Records takes its handles',
    values: {
      lenient: 'a wrong handle is Invalid Input, one too many is not looked at, nor is the clear-all flag',
      'as-specified': 'each must be that of a record, else Invalid Handle; the clear-all flag clears all',
    },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.2.3',
  },
  dynamicCapacityVector: {
    meaning: 'The interrupt vector that Get Event Interrupt Policy answers for the Dynamic Capacity log',
    values: { none: '0, whatever is signalled', informational: 'that of the informational log, which is signalled' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.2.4, of which the shared vector is the device',
  },
  eventLogSizes: {
    meaning: 'The sizes of the event logs that Identify Memory Device answers',
    values: { zero: '0, except for Dynamic Capacity', capacity: 'as many records as the logs hold' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.9.1.1',
  },
} as const satisfies BehaviourGroup;
