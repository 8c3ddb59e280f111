import { isRunning } from '../device/background.js';
import { succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getBackgroundOperationStatus } from '../mailbox/0002-get-background-operation-status.js';

export const getBackgroundOperationStatusHandler = defineHandler(getBackgroundOperationStatus, {
  concerns: ['background'],
  handle(state, _request, { cci }) {
    const { background } = state.ccis[cci];
    return succeed(state, {
      status: { isRunning: isRunning(background), percentComplete: background.percent },
      opcode: background.opcode,
      returnCode: background.returnCode,
      vendorSpecificStatus: 0,
    });
  },
});
