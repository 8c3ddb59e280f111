import { capacityBlocks, dynamicCapacityBytes } from '../device/capacity.js';
import { succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getDcdInfo } from '../mailbox/5600-get-dcd-info.js';

const REGIONS_MAX = 8;

export const getDcdInfoHandler = defineHandler(getDcdInfo, {
  concerns: ['identity'],
  needsDynamicCapacity: true,
  handle(state) {
    const { regions } = state.dynamicCapacity;
    return succeed(state, {
      supportedHosts: 1,
      supportedRegions: regions.length,
      addPolicies: { free: false, contiguous: false, prescriptive: true, enableSharedAccess: false },
      removalPolicies: { tagBased: false, prescriptive: true },
      sanitizeOnReleaseRegions: 0,
      totalCapacityBlocks256MiB: capacityBlocks(dynamicCapacityBytes(state)),
      // One size each, so its bit is the size.
      supportedBlockSizes: Array.from({ length: REGIONS_MAX }, (_, index) => regions[index]?.blockSizeBytes ?? 0n),
    });
  },
});
