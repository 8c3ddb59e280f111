import { cxl31 } from '../base/spec.js';
import { u8 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.1.3', 'Get Response Message Limit');

export const getResponseMessageLimit = defineCommand({
  opcode: 0x0003,
  spec,
  request: empty(spec),
  /** A power of two. */
  response: fixed({ spec, sizeBytes: 1 }, { responseMessageLimitLog2: u8() }),
});
