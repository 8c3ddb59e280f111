import type { EventLog } from '../device/state.js';
import type { ValueOf } from '../layout/field.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { EVENT_LOGS, type EventRecord } from '../protocol/event-records.js';
import type { MailboxEvent } from '../trace/events.js';
import { type Played, responseOf } from './played.js';

const DC_LOG = EVENT_LOGS['dynamic-capacity'];

/** A record of the Dynamic Capacity log. */
export type DcRecord = Extract<ValueOf<typeof EventRecord>, { readonly recordType: 'dynamic-capacity' }>;

export const isDcRecord = (record: ValueOf<typeof EventRecord>): record is DcRecord =>
  record.recordType === 'dynamic-capacity';

/** Whether a Get Event Records asks for the Dynamic Capacity log. */
export const readsDynamicCapacityLog = ({ request }: MailboxEvent): boolean => request[0] === DC_LOG;

/** The records that the host got; where both sides agree, the device's own, which need no decoding. */
export function dcRecords(played: Played): readonly DcRecord[] {
  if (latest.played !== played) latest = { played, records: readRecords(played) };
  return latest.records;
}

/** Several rules read the same answer in turn. */
let latest: { readonly played: Played | null; readonly records: readonly DcRecord[] } = { played: null, records: [] };

function readRecords(played: Played): readonly DcRecord[] {
  const response = played.verdict === 'differs' ? responseOf(played) : null;
  const records =
    played.verdict === 'differs'
      ? ((response === null ? null : getEventRecords.response.decode(response))?.records ?? [])
      : (played.before.eventLogs[DC_LOG] as EventLog).records;
  return records.filter(isDcRecord);
}
