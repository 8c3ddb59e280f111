import type { ValueOf } from '../layout/field.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { clearEventRecords } from '../mailbox/0101-clear-event-records.js';
import type { EventRecord } from '../protocol/event-records.js';
import type { Turn } from './host.js';
import type { HostMemory } from './host-memory.js';
import { ask, commandOf } from './sending.js';

export type HostRecord = ValueOf<typeof EventRecord>;

/** A record of the Dynamic Capacity log. */
export const isDynamicCapacity = (record: HostRecord): record is Extract<HostRecord, { extent: unknown }> =>
  'extent' in record;

const LOG = 'dynamic-capacity';

/** A log that does not get empty is left after so many reads. */
const READS_MAX = 64;

/** So many handles fit into one request to clear, whose count is a byte. */
const HANDLES_MAX = 255;

/**
 * Reads the Dynamic Capacity log until it is empty. What the records say is acted upon before they are cleared, so that
 * an offer is answered first and forgotten then.
 */
export function* readEvents(
  before: HostMemory,
  handle: (memory: HostMemory, record: HostRecord) => Turn<HostMemory>,
): Turn<HostMemory> {
  let memory = before;
  for (let reads = 0; reads < READS_MAX; reads++) {
    const records = (yield* ask(getEventRecords, { log: LOG }))?.records ?? [];
    if (records.length === 0) return memory;
    for (const record of records) memory = yield* handle(memory, record);
    const handles = records.slice(0, HANDLES_MAX).map((record) => record.handle);
    yield commandOf(clearEventRecords, { log: LOG, clearFlags: { clearAllEvents: false }, handles });
  }
  return memory;
}
