import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { u64 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.4.5', 'Scan Media');

export const scanMedia = defineCommand({
  opcode: 0x4304,
  spec,
  request: fixed(
    { spec, sizeBytes: 17 },
    { startDpa: u64(), lengthLines64B: u64(), flags: bits(1, { noEventLog: 1, _reserved: 7 }) },
  ),
  response: empty(spec),
});
