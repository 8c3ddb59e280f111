import { isLazy, withBackends } from '../device/backend-list.js';
import { dynamicCapacityBytes } from '../device/capacity.js';
import { clearPoison } from '../mailbox/4302-clear-poison.js';
import { mediaOperations } from '../mailbox/4402-media-operations.js';
import { isOf, type Teller } from './teller.js';

/** What a device without memory of its own does to its media depends on whether an offer had found a backend. */
export const latestBackend: Teller = {
  part: 'backends',
  codes: ['SUCCESS', 'BACKGROUND_COMMAND_STARTED', 'INVALID_INPUT', 'INVALID_PHYSICAL_ADDRESS'],
  dependsOn: ({ device, event, profile }) => isLazy(profile, device) && isOf(event, clearPoison, mediaOperations),
  tell({ device, event, profile }) {
    if (!isLazy(profile, device) || !isOf(event, clearPoison, mediaOperations)) return null;
    if (device.backends.latestBytes !== null) return null;
    return { device: withBackends(device, { latestBytes: dynamicCapacityBytes(device) }), value: 'an offer found one' };
  },
};
