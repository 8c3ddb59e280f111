import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { logNumber } from '../protocol/event-records.js';

export const getEventRecordsHandler = defineHandler(getEventRecords, {
  concerns: ['events'],
  refusedWhileMediaDisabled: true,
  handle(state, request, { profile: { behaviours } }) {
    const log = state.eventLogs[logNumber(request.log)];
    if (log === undefined) return refuse(state, 'INVALID_INPUT');
    return succeed(state, {
      // All records fit into one answer, so none remain, whatever the device says.
      flags: {
        overflow: log.overflowCount !== 0,
        moreEventRecords: behaviours.moreEventRecords === 'whenever-not-empty' && log.records.length > 0,
      },
      overflowErrorCount: log.overflowCount,
      firstOverflowTimestampNs: log.firstOverflowNs,
      lastOverflowTimestampNs: log.lastOverflowNs,
      records: log.records,
    });
  },
  follow(state, request, { response }) {
    const number = logNumber(request.log);
    const log = state.eventLogs[number];
    const last = response?.records.at(-1);
    if (log === undefined || response === null) return state;
    const nextHandle = last === undefined ? log.nextHandle : (last.handle + 1) & 0xffff || 1;
    return {
      ...state,
      eventLogs: state.eventLogs.with(number, {
        ...log,
        records: response.records,
        nextHandle,
        overflowCount: response.overflowErrorCount,
        firstOverflowNs: response.firstOverflowTimestampNs,
        lastOverflowNs: response.lastOverflowTimestampNs,
      }),
    };
  },
});
