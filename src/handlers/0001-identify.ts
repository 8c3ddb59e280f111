import { payloadLimitLog2 } from '../device/message-limit.js';
import { succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { SWITCH_IDENTITY } from '../device/switch.js';
import { identify } from '../mailbox/0001-identify.js';

/** What a type 3 device answers; the serial number is its own. */
const DEVICE_IDENTITY = {
  pcieVendorId: 0x8086,
  pcieDeviceId: 0x0d93,
  pcieSubsystemVendorId: 0x1af4,
  pcieSubsystemId: 0x1100,
  componentType: 'type-3-device',
} as const;

const CONSTANT_SIZE_LOG2 = 9;

export const identifyHandler = defineHandler(identify, {
  concerns: ['identity'],
  handle(state, _request, { profile, cci }) {
    const messageSizeMaxLog2 =
      profile.behaviours.identifyMessageSize === 'constant' ? CONSTANT_SIZE_LOG2 : payloadLimitLog2(state, cci);
    const { serialNumber } = state.config;
    const identity = cci === 'switch' ? SWITCH_IDENTITY : { ...DEVICE_IDENTITY, serialNumber };
    return succeed(state, { ...identity, messageSizeMaxLog2 });
  },
});
