import { isSpareSlot, withFirmware } from '../device/firmware.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { activateFw } from '../mailbox/0202-activate-fw.js';

export const activateFwHandler = defineHandler(activateFw, {
  concerns: ['firmware'],
  // It says so and completes at once; as a background command it is refused while another runs.
  effects: ['background-operation', 'background-operation-can-be-aborted'],
  refusedWhileMediaDisabled: true,
  handle(state, { action, slot }, { cci }) {
    const { firmware } = state.ccis[cci];
    if (!isSpareSlot(firmware, slot)) return refuse(state, 'INVALID_SLOT', `slot ${slot} is active or does not exist`);
    if (!firmware.populatedSlots.includes(slot)) return refuse(state, 'INVALID_SLOT', `slot ${slot} is empty`);
    if (typeof action === 'number') return refuse(state, 'INVALID_INPUT', 'the action is reserved');
    return succeed(withFirmware(state, cci, action === 'online' ? { activeSlot: slot } : { stagedSlot: slot }));
  },
  follow: (state, { action, slot }) =>
    withFirmware(state, 'primary', action === 'online' ? { activeSlot: slot } : { stagedSlot: slot }),
});
