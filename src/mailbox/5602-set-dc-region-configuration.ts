import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { reserved } from '../layout/bytes.js';
import { u8, u64 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('7.6.7.6.3', 'Set DC Region Configuration');

export const setDcRegionConfiguration = defineCommand({
  opcode: 0x5602,
  spec,
  request: fixed(
    { spec, sizeBytes: 16 },
    {
      region: u8(),
      reserved: reserved(3),
      blockSizeBytes: u64(),
      flags: bits(1, { sanitizeOnRelease: 1, _reserved: 7 }),
      reservedTail: reserved(3),
    },
  ),
  response: empty(spec),
});
