import { overlapsAccepted } from '../device/extents.js';
import { FABRIC_MANAGER_EFFECTS } from '../device/fabric-manager.js';
import { crash, refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { setDcRegionConfiguration } from '../mailbox/5602-set-dc-region-configuration.js';

/** Regions that a device may have; one that it has not, below this, divides by its block size of zero. */
const REGIONS_MAX = 8;

export const setDcRegionConfigurationHandler = defineHandler(setDcRegionConfiguration, {
  concerns: ['extents'],
  effects: FABRIC_MANAGER_EFFECTS,
  needsDynamicCapacity: true,
  handle(state, request, { profile }) {
    if (request.flags.sanitizeOnRelease)
      return refuse(state, 'UNSUPPORTED', 'the region cannot be sanitized on release');
    if (request.region >= REGIONS_MAX) return refuse(state, 'UNSUPPORTED', 'no device has a region of that number');
    const region = state.dynamicCapacity.regions[request.region];
    if (region === undefined)
      return profile.behaviours.fabricManagerFaults === 'refused'
        ? refuse(state, 'UNSUPPORTED', 'the device has no region of that number')
        : crash('set-region-that-is-not-there');
    const whole = { startDpa: region.baseDpa, lengthBytes: region.lengthBytes };
    if (overlapsAccepted(state.dynamicCapacity, whole))
      return refuse(state, 'UNSUPPORTED', 'the region has accepted extents');
    // The one size that regions support is the one that they have, so a success changes nothing.
    return request.blockSizeBytes === region.blockSizeBytes
      ? succeed(state)
      : refuse(state, 'INVALID_INPUT', 'the region does not support that block size');
  },
});
