import { defineQmpHandler, qmpDone } from '../device/qmp-handler.js';
import { resetDevice } from '../device/reset.js';
import { systemReset } from '../qmp/system-reset.js';

export const systemResetHandler = defineQmpHandler(systemReset, {
  concerns: ['background', 'firmware'],
  handle: (state, _given, profile) => qmpDone(resetDevice(profile, state)),
});
