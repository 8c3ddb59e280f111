import { succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { DOWNSTREAM_PORT, HDM_DECODERS_PER_PORT, SWITCH_PORTS } from '../device/switch.js';
import { identifySwitchDevice } from '../mailbox/5100-identify-switch-device.js';

export const identifySwitchDeviceHandler = defineHandler(identifySwitchDevice, {
  concerns: ['identity'],
  handle(state) {
    const activePorts = new Uint8Array(32);
    activePorts[DOWNSTREAM_PORT >> 3] = 1 << (DOWNSTREAM_PORT & 7);
    const activeVirtualSwitches = new Uint8Array(32);
    activeVirtualSwitches[0] = 1;
    return succeed(state, {
      ingressPort: 0,
      physicalPorts: SWITCH_PORTS,
      virtualSwitches: 1,
      activePorts,
      activeVirtualSwitches,
      virtualBridges: SWITCH_PORTS,
      boundVirtualBridges: SWITCH_PORTS,
      hdmDecodersPerPort: HDM_DECODERS_PER_PORT,
    });
  },
});
