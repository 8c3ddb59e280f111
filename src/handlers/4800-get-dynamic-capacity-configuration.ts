import { capacityBlocks } from '../device/capacity.js';
import { availableExtents } from '../device/extent-budget.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getDynamicCapacityConfiguration } from '../mailbox/4800-get-dynamic-capacity-configuration.js';

export const getDynamicCapacityConfigurationHandler = defineHandler(getDynamicCapacityConfiguration, {
  concerns: ['extents'],
  needsDynamicCapacity: true,
  handle(state, { regionCount, startingRegion }, { profile }) {
    const { regions } = state.dynamicCapacity;
    if (startingRegion >= regions.length) return refuse(state, 'INVALID_INPUT');
    return succeed(state, {
      availableRegions: regions.length,
      regions: regions.slice(startingRegion, startingRegion + regionCount).map((region) => ({
        baseDpa: region.baseDpa,
        decodeLengthBlocks256MiB: capacityBlocks(region.decodeLengthBytes),
        lengthBytes: region.lengthBytes,
        blockSizeBytes: region.blockSizeBytes,
        dsmadHandle: region.dsmadHandle,
        flags: { sanitizeOnRelease: false },
      })),
      supportedExtents: profile.constants.extentsMax,
      availableExtents: availableExtents(profile, state),
      supportedTags: 0,
      availableTags: 0,
    });
  },
});
