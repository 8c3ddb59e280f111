import { cxl31 } from '../base/spec.js';
import { count } from '../layout/count.js';
import { u8, u16, u32, u64 } from '../layout/integers.js';
import { counted, empty } from '../layout/message.js';
import { named } from '../layout/names.js';
import { uuid } from '../layout/uuid.js';
import { defineCommand } from '../protocol/command.js';
import { DynamicCapacityExtent } from '../protocol/extent.js';

const spec = cxl31('7.6.7.6.5', 'Initiate Dynamic Capacity Add');

/** Who chooses the extents: the device, or (prescriptive) the list in the request. */
const SELECTION_POLICIES = { free: 0, contiguous: 1, prescriptive: 2, 'enable-shared-access': 3 } as const;

export const initiateDynamicCapacityAdd = defineCommand({
  opcode: 0x5604,
  spec,
  request: counted(
    { spec, sizeBytes: 32 },
    {
      hostId: u16(),
      selectionPolicy: named(SELECTION_POLICIES),
      region: u8(),
      lengthBytes: u64(),
      tag: uuid(),
      extentCount: count(u32()),
    },
    { name: 'extents', element: DynamicCapacityExtent, countName: 'extentCount' },
  ),
  response: empty(spec),
});
