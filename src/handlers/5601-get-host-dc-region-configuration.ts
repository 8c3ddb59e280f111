import { capacityBlocks } from '../device/capacity.js';
import { availableExtents } from '../device/extent-budget.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getHostDcRegionConfiguration } from '../mailbox/5601-get-host-dc-region-configuration.js';

export const getHostDcRegionConfigurationHandler = defineHandler(getHostDcRegionConfiguration, {
  concerns: ['extents'],
  needsDynamicCapacity: true,
  handle(state, { hostId, regionCount, startingRegion }, { profile }) {
    const { regions } = state.dynamicCapacity;
    if (profile.behaviours.fabricManagerTarget === 'checked' && hostId !== 0)
      return refuse(state, 'INVALID_INPUT', 'the device has one host, number 0');
    if (startingRegion >= regions.length)
      return refuse(state, 'INVALID_INPUT', `the device has ${regions.length} regions`);
    return succeed(state, {
      hostId: 0,
      availableRegions: regions.length,
      regions: regions.slice(startingRegion, startingRegion + regionCount).map((region) => ({
        baseDpa: region.baseDpa,
        decodeLengthBlocks256MiB: capacityBlocks(region.decodeLengthBytes),
        lengthBytes: region.lengthBytes,
        blockSizeBytes: region.blockSizeBytes,
        attributes: {
          nonVolatile: false,
          sharable: false,
          hardwareCoherent: false,
          interconnect: false,
          readOnly: false,
        },
        sanitize: { sanitizeOnRelease: false },
      })),
      supportedExtents: profile.constants.extentsMax,
      availableExtents: availableExtents(profile, state),
      supportedTags: 0,
      availableTags: 0,
    });
  },
});
