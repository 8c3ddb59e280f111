import { succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { setEventInterruptPolicy } from '../mailbox/0103-set-event-interrupt-policy.js';

const MODE_MSI = 1;

export const setEventInterruptPolicyHandler = defineHandler(setEventInterruptPolicy, {
  concerns: ['events'],
  effects: ['immediate-configuration-change'],
  handle(state, _request, { payload }) {
    // A payload longer than five bytes is taken too; the fifth counts wherever it is there.
    const modes = [...payload.subarray(0, 5)].map((setting) => setting & 3);
    const eventLogs = state.eventLogs.map((log, index) => {
      const mode = modes[index];
      return mode === undefined ? log : { ...log, interruptEnabled: mode === MODE_MSI };
    });
    return succeed({ ...state, eventLogs });
  },
});
