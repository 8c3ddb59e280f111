import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { reserved } from '../layout/bytes.js';
import { count } from '../layout/count.js';
import { u16, u32, u64 } from '../layout/integers.js';
import { counted, empty } from '../layout/message.js';
import { uuid } from '../layout/uuid.js';
import { defineCommand } from '../protocol/command.js';
import { DynamicCapacityExtent } from '../protocol/extent.js';

const spec = cxl31('7.6.7.6.6', 'Initiate Dynamic Capacity Release');

/** Who chooses the extents: by tag, or (prescriptive) the list in the request. */
export const REMOVAL_POLICIES = { 'tag-based': 0, prescriptive: 1 } as const;

export const initiateDynamicCapacityRelease = defineCommand({
  opcode: 0x5605,
  spec,
  request: counted(
    { spec, sizeBytes: 32 },
    {
      hostId: u16(),
      flags: bits(1, { removalPolicy: 4, forcedRemoval: 1, sanitizeOnRelease: 1, _reserved: 2 }),
      reserved: reserved(1),
      lengthBytes: u64(),
      tag: uuid(),
      extentCount: count(u32()),
    },
    { name: 'extents', element: DynamicCapacityExtent, countName: 'extentCount' },
  ),
  response: empty(spec),
});
