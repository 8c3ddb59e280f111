import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { reserved } from '../layout/bytes.js';
import { count } from '../layout/count.js';
import { u8, u32, u64 } from '../layout/integers.js';
import { counted, fixed } from '../layout/message.js';
import { struct } from '../layout/struct.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.9.1', 'Get Dynamic Capacity Configuration');

const RegionConfiguration = struct(
  { spec, sizeBytes: 40 },
  {
    baseDpa: u64(),
    decodeLengthBlocks256MiB: u64(),
    lengthBytes: u64(),
    blockSizeBytes: u64(),
    dsmadHandle: u32(),
    flags: bits(1, { sanitizeOnRelease: 1, _reserved: 7 }),
    reserved: reserved(3),
  },
);

export const getDynamicCapacityConfiguration = defineCommand({
  opcode: 0x4800,
  spec,
  request: fixed({ spec, sizeBytes: 2 }, { regionCount: u8(), startingRegion: u8() }),
  response: counted(
    { spec, sizeBytes: 24 },
    { availableRegions: u8(), regionsReturned: count(u8()), reserved: reserved(6) },
    { name: 'regions', element: RegionConfiguration, countName: 'regionsReturned' },
    { supportedExtents: u32(), availableExtents: u32(), supportedTags: u32(), availableTags: u32() },
  ),
});
