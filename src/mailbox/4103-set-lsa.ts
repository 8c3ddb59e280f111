import { cxl31 } from '../base/spec.js';
import { reserved } from '../layout/bytes.js';
import { u32 } from '../layout/integers.js';
import { empty, withRest } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.2.4', 'Set LSA');

export const setLsa = defineCommand({
  opcode: 0x4103,
  spec,
  request: withRest({ spec, sizeBytes: 8 }, { offset: u32(), reserved: reserved(4) }, 'data'),
  response: empty(spec),
});
