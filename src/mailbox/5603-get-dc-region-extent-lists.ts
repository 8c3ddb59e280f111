import { cxl31 } from '../base/spec.js';
import { reserved } from '../layout/bytes.js';
import { count } from '../layout/count.js';
import { u16, u32 } from '../layout/integers.js';
import { counted, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';
import { DynamicCapacityExtent } from '../protocol/extent.js';

const spec = cxl31('7.6.7.6.4', 'Get DC Region Extent Lists');

export const getDcRegionExtentLists = defineCommand({
  opcode: 0x5603,
  spec,
  request: fixed(
    { spec, sizeBytes: 12 },
    { hostId: u16(), reserved: reserved(2), extentCount: u32(), startingIndex: u32() },
  ),
  response: counted(
    { spec, sizeBytes: 24 },
    {
      hostId: u16(),
      reserved: reserved(2),
      startingIndex: u32(),
      returnedExtents: count(u32()),
      totalExtents: u32(),
      generationNumber: u32(),
      reservedTail: reserved(4),
    },
    { name: 'extents', element: DynamicCapacityExtent, countName: 'returnedExtents' },
  ),
});
