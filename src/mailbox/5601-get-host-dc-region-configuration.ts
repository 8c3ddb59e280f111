import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { reserved } from '../layout/bytes.js';
import { count } from '../layout/count.js';
import { u8, u16, u32, u64 } from '../layout/integers.js';
import { counted, fixed } from '../layout/message.js';
import { struct } from '../layout/struct.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('7.6.7.6.2', 'Get Host DC Region Configuration');

const HostRegionConfiguration = struct(
  { spec, sizeBytes: 40 },
  {
    baseDpa: u64(),
    decodeLengthBlocks256MiB: u64(),
    lengthBytes: u64(),
    blockSizeBytes: u64(),
    attributes: bits(1, {
      _reservedLow: 2,
      nonVolatile: 1,
      sharable: 1,
      hardwareCoherent: 1,
      interconnect: 1,
      readOnly: 1,
      _reserved: 1,
    }),
    reserved: reserved(3),
    sanitize: bits(1, { sanitizeOnRelease: 1, _reserved: 7 }),
    reservedTail: reserved(3),
  },
);

export const getHostDcRegionConfiguration = defineCommand({
  opcode: 0x5601,
  spec,
  request: fixed({ spec, sizeBytes: 4 }, { hostId: u16(), regionCount: u8(), startingRegion: u8() }),
  response: counted(
    { spec, sizeBytes: 20 },
    { hostId: u16(), availableRegions: u8(), regionsReturned: count(u8()) },
    { name: 'regions', element: HostRegionConfiguration, countName: 'regionsReturned' },
    { supportedExtents: u32(), availableExtents: u32(), supportedTags: u32(), availableTags: u32() },
  ),
});
