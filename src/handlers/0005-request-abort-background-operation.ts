import { isRunning, withBackground } from '../device/background.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { requestAbortBackgroundOperation } from '../mailbox/0005-request-abort-background-operation.js';
import { RETURN_CODES } from '../protocol/return-codes.js';

/** An operation that got this far, as last updated, runs on to its end. */
const ABORTABLE_BELOW_PERCENT = 85;

export const requestAbortBackgroundOperationHandler = defineHandler(requestAbortBackgroundOperation, {
  concerns: ['background'],
  handle(state, _request, { profile, cci }) {
    const { background } = state.ccis[cci];
    // The last operation decides, whether it still runs or not.
    const last = profile.commands[cci].get(background.opcode);
    if (last === undefined || !last.effects.includes('background-operation-can-be-aborted'))
      return refuse(state, 'REQUEST_ABORT_NOT_SUPPORTED', 'the last background operation is none that can be aborted');
    if (!isRunning(background) || background.percent >= ABORTABLE_BELOW_PERCENT) return succeed(state);
    return succeed(
      withBackground(state, {
        ...background,
        returnCode: RETURN_CODES.ABORTED,
        startMs: 0n,
        runtimeMs: 0n,
        nextTickMs: null,
        isAborted: true,
      }),
    );
  },
});
