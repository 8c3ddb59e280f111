import { EFFECTS_LOG_UUID, implemented } from '../device/effects-log.js';
import { succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getSupportedLogs } from '../mailbox/0400-get-supported-logs.js';

export const getSupportedLogsHandler = defineHandler(getSupportedLogs, {
  concerns: ['identity'],
  handle: (state, _request, { profile, cci }) =>
    succeed(state, { logs: [{ log: EFFECTS_LOG_UUID, sizeBytes: 4 * implemented(profile, state, cci).length }] }),
});
