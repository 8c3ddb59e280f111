import { cxl31 } from '../base/spec.js';
import { array } from '../layout/array.js';
import { bits } from '../layout/bits.js';
import { reserved } from '../layout/bytes.js';
import { u8, u64 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('7.6.7.6.1', 'Get DCD Info');

export const getDcdInfo = defineCommand({
  opcode: 0x5600,
  spec,
  request: empty(spec),
  response: fixed(
    { spec, sizeBytes: 84 },
    {
      supportedHosts: u8(),
      supportedRegions: u8(),
      reserved: reserved(2),
      addPolicies: bits(2, { free: 1, contiguous: 1, prescriptive: 1, enableSharedAccess: 1, _reserved: 12 }),
      reservedAfterAdd: reserved(2),
      removalPolicies: bits(2, { tagBased: 1, prescriptive: 1, _reserved: 14 }),
      /** One bit per region. */
      sanitizeOnReleaseRegions: u8(),
      reservedAfterRemoval: reserved(1),
      totalCapacityBlocks256MiB: u64(),
      /** For each region the sizes of blocks it can be set to, one bit per power of two. */
      supportedBlockSizes: array(u64(), 8),
    },
  ),
});
