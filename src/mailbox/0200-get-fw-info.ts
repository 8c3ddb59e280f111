import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { ascii, reserved } from '../layout/bytes.js';
import { u8 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.3.1', 'Get FW Info');

export const getFwInfo = defineCommand({
  opcode: 0x0200,
  spec,
  request: empty(spec),
  response: fixed(
    { spec, sizeBytes: 80 },
    {
      slotsSupported: u8(),
      slots: bits(1, { active: 3, staged: 3, _reserved: 2 }),
      capabilities: bits(1, { onlineActivation: 1, _reserved: 7 }),
      reserved: reserved(13),
      slot1Revision: ascii(16),
      slot2Revision: ascii(16),
      slot3Revision: ascii(16),
      slot4Revision: ascii(16),
    },
  ),
});
