import { RETURN_CODES } from '../protocol/return-codes.js';
import type { Teller } from './teller.js';

/** Bits 3:2 of the capability register: both are set where a guest has written so. */
const DISABLED_BITS = 0xc;
const ENABLED_BITS = 0x8;

/** That commands are refused because the media is disabled tells what a guest had written to the capability register. */
export const media: Teller = {
  part: 'capability',
  dependsOn: () => false,
  tell({ device, event }) {
    if (event.kind !== 'mailbox' || event.cci !== 'primary') return null;
    const isRefused = event.answer?.returnCode === RETURN_CODES.MEDIA_DISABLED;
    const bits = isRefused ? DISABLED_BITS : ENABLED_BITS;
    const capability = (device.registers.capability & ~DISABLED_BITS) | bits;
    if (capability === device.registers.capability) return null;
    return {
      device: { ...device, registers: { ...device.registers, capability } },
      value: isRefused ? 'says that the media is disabled' : 'says that the media is ready',
    };
  },
};
