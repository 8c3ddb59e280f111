import { removeOldest } from '../device/event-log.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { clearEventRecords } from '../mailbox/0101-clear-event-records.js';
import { logNumber } from '../protocol/event-records.js';

export const clearEventRecordsHandler = defineHandler(clearEventRecords, {
  concerns: ['events'],
  effects: ['immediate-log-change'],
  handle(state, request, { payload, profile: { behaviours } }) {
    if (payload.length < clearEventRecords.request.sizeBytes + 2 * clearEventRecords.request.statedCount(payload))
      return refuse(state, 'INVALID_PAYLOAD_LENGTH');
    const number = logNumber(request.log);
    const log = state.eventLogs[number];
    if (log === undefined) return refuse(state, 'INVALID_INPUT');
    if (behaviours.clearEventRecords === 'as-specified' && request.clearFlags.clearAllEvents)
      return succeed(removeOldest(state, number, log.records.length));
    // A lenient device does not look at handles beyond the stored records.
    const isLenient = behaviours.clearEventRecords === 'lenient';
    const handles = isLenient ? request.handles.slice(0, log.records.length) : request.handles;
    const matches = handles.every((handle, index) => handle !== 0 && handle === log.records[index]?.handle);
    if (matches) return succeed(removeOldest(state, number, handles.length));
    return refuse(
      state,
      isLenient ? 'INVALID_INPUT' : 'INVALID_HANDLE',
      'the handles are not those of the oldest records',
    );
  },
  follow: (state, request) => removeOldest(state, logNumber(request.log), request.handles.length),
});
