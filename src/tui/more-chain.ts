import { isDcRecord } from '../divergence/event-answer.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { releaseDynamicCapacity } from '../mailbox/4803-release-dynamic-capacity.js';
import type { TraceEvent } from '../trace/events.js';

/** Whether a record says that more of the same offer, or of the same answer, follows. */
export type MoreLink = 'none' | 'offer' | 'answer';

export function followsMore(event: TraceEvent): MoreLink {
  if (event.kind !== 'mailbox' || event.isRequestUnknown) return 'none';
  const { opcode, request } = event;
  if (opcode === addDynamicCapacityResponse.opcode || opcode === releaseDynamicCapacity.opcode) {
    const { request: layout } =
      opcode === addDynamicCapacityResponse.opcode ? addDynamicCapacityResponse : releaseDynamicCapacity;
    return layout.decode(request)?.flags.more ? 'answer' : 'none';
  }
  if (opcode !== getEventRecords.opcode) return 'none';
  const response = event.answer?.response;
  if (response === undefined || response.length <= getEventRecords.response.sizeBytes) return 'none';
  const last = getEventRecords.response.decode(response)?.records.at(-1);
  return last !== undefined && isDcRecord(last) && last.eventFlags.more ? 'offer' : 'none';
}
