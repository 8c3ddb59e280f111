import { wrap32 } from '../base/units.js';
import { capacityBlocks } from '../device/capacity.js';
import { extentsInUse } from '../device/extent-budget.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getDynamicCapacityConfiguration } from '../mailbox/4800-get-dynamic-capacity-configuration.js';

export const getDynamicCapacityConfigurationHandler = defineHandler(getDynamicCapacityConfiguration, {
  concerns: ['extents'],
  needsDynamicCapacity: true,
  handle(state, { regionCount, startingRegion }, { profile }) {
    const { regions } = state.dynamicCapacity;
    if (startingRegion >= regions.length) return refuse(state, 'INVALID_INPUT');
    const { extentsMax } = profile.constants;
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
      supportedExtents: extentsMax,
      // Wraps where more are offered than there can be.
      availableExtents: wrap32(BigInt(extentsMax - extentsInUse(profile, state))),
      supportedTags: 0,
      availableTags: 0,
    });
  },
});
