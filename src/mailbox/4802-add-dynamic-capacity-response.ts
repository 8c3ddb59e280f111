import { cxl31 } from '../base/spec.js';
import { reserved } from '../layout/bytes.js';
import { count } from '../layout/count.js';
import { u32 } from '../layout/integers.js';
import { counted, empty } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';
import { UpdatedExtent, updatedExtentFlags } from '../protocol/extent.js';

const spec = cxl31('8.2.9.9.9.3', 'Add Dynamic Capacity Response');

export const addDynamicCapacityResponse = defineCommand({
  opcode: 0x4802,
  spec,
  request: counted(
    { spec, sizeBytes: 8 },
    { extentCount: count(u32()), flags: updatedExtentFlags(), reserved: reserved(3) },
    { name: 'extents', element: UpdatedExtent, countName: 'extentCount' },
  ),
  response: empty(spec),
});
