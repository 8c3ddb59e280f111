import { cxl31 } from '../base/spec.js';
import { reserved } from '../layout/bytes.js';
import { count } from '../layout/count.js';
import { u32 } from '../layout/integers.js';
import { counted, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';
import { DynamicCapacityExtent } from '../protocol/extent.js';

const spec = cxl31('8.2.9.9.9.2', 'Get Dynamic Capacity Extent List');

export const getDynamicCapacityExtentList = defineCommand({
  opcode: 0x4801,
  spec,
  request: fixed({ spec, sizeBytes: 8 }, { extentCount: u32(), startingIndex: u32() }),
  response: counted(
    { spec, sizeBytes: 16 },
    { returnedExtents: count(u32()), totalExtents: u32(), generationNumber: u32(), reserved: reserved(4) },
    { name: 'extents', element: DynamicCapacityExtent, countName: 'returnedExtents' },
  ),
});
