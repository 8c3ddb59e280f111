import { cxl31 } from '../base/spec.js';
import { u32 } from '../layout/integers.js';
import { fixed, withRest } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.2.3', 'Get LSA');

export const getLsa = defineCommand({
  opcode: 0x4102,
  spec,
  request: fixed({ spec, sizeBytes: 8 }, { offset: u32(), lengthBytes: u32() }),
  response: withRest({ spec, sizeBytes: 0 }, {}, 'data'),
});
