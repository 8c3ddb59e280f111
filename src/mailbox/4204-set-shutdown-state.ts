import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.3.5', 'Set Shutdown State');

/** Linux sends it to every device with persistent capacity, before anything is written there. */
export const setShutdownState = defineCommand({
  opcode: 0x4204,
  spec,
  request: fixed({ spec, sizeBytes: 1 }, { state: bits(1, { dirty: 1, _reserved: 7 }) }),
  response: empty(spec),
});
