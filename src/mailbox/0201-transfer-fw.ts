import { cxl31 } from '../base/spec.js';
import { reserved } from '../layout/bytes.js';
import { u8, u32 } from '../layout/integers.js';
import { empty, withRest } from '../layout/message.js';
import { named } from '../layout/names.js';
import { defineCommand } from '../protocol/command.js';
import { FIRMWARE_ACTIONS } from '../protocol/firmware-actions.js';

const spec = cxl31('8.2.9.3.2', 'Transfer FW');

export const transferFw = defineCommand({
  opcode: 0x0201,
  spec,
  request: withRest(
    { spec, sizeBytes: 128 },
    {
      action: named(FIRMWARE_ACTIONS),
      slot: u8(),
      reserved: reserved(2),
      offsetBlocks128B: u32(),
      reservedTail: reserved(120),
    },
    'data',
  ),
  response: empty(spec),
});
