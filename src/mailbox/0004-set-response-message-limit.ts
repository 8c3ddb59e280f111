import { cxl31 } from '../base/spec.js';
import { u8 } from '../layout/integers.js';
import { fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.1.4', 'Set Response Message Limit');

export const setResponseMessageLimit = defineCommand({
  opcode: 0x0004,
  spec,
  /** Powers of two. */
  request: fixed({ spec, sizeBytes: 1 }, { responseMessageLimitLog2: u8() }),
  response: fixed({ spec, sizeBytes: 1 }, { responseMessageLimitLog2: u8() }),
});
