import { removeOldest } from '../device/event-log.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { clearEventRecords } from '../mailbox/0101-clear-event-records.js';
import { logNumber } from '../protocol/event-records.js';

export const clearEventRecordsHandler = defineHandler(clearEventRecords, {
  concerns: ['events'],
  effects: ['immediate-log-change'],
  handle(state, request, { payload }) {
    // The clear-all flag is not looked at.
    if (payload.length < clearEventRecords.request.sizeBytes + 2 * clearEventRecords.request.statedCount(payload))
      return refuse(state, 'INVALID_PAYLOAD_LENGTH');
    const number = logNumber(request.log);
    const log = state.eventLogs[number];
    if (log === undefined) return refuse(state, 'INVALID_INPUT');
    // Handles beyond the stored records are not checked.
    const handles = request.handles.slice(0, log.records.length);
    const matches = handles.every((handle, index) => handle !== 0 && handle === log.records[index]?.handle);
    return matches ? succeed(removeOldest(state, number, handles.length)) : refuse(state, 'INVALID_INPUT');
  },
  follow: (state, request) => removeOldest(state, logNumber(request.log), request.handles.length),
});
