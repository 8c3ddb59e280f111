import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { reserved } from '../layout/bytes.js';
import { u16 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.1.2', 'Get Background Operation Status');

export const getBackgroundOperationStatus = defineCommand({
  opcode: 0x0002,
  spec,
  request: empty(spec),
  response: fixed(
    { spec, sizeBytes: 8 },
    {
      status: bits(1, { isRunning: 1, percentComplete: 7 }),
      reserved: reserved(1),
      opcode: u16(),
      returnCode: u16(),
      vendorSpecificStatus: u16(),
    },
  ),
});
