import { cxl31 } from '../base/spec.js';
import { u8 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { named } from '../layout/names.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.3.3', 'Activate FW');

/** When the slot's firmware starts to run. */
const ACTIVATE_ACTIONS = { online: 0, 'next-cold-reset': 1 } as const;

export const activateFw = defineCommand({
  opcode: 0x0202,
  spec,
  request: fixed({ spec, sizeBytes: 2 }, { action: named(ACTIVATE_ACTIONS), slot: u8() }),
  response: empty(spec),
});
