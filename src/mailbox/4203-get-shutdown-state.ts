import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.3.4', 'Get Shutdown State');

export const getShutdownState = defineCommand({
  opcode: 0x4203,
  spec,
  request: empty(spec),
  response: fixed({ spec, sizeBytes: 1 }, { state: bits(1, { dirty: 1, _reserved: 7 }) }),
});
