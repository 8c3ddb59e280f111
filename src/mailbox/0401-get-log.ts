import { cxl31 } from '../base/spec.js';
import { u32 } from '../layout/integers.js';
import { fixed, withRest } from '../layout/message.js';
import { uuid } from '../layout/uuid.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.5.2', 'Get Log');

export const getLog = defineCommand({
  opcode: 0x0401,
  spec,
  request: fixed({ spec, sizeBytes: 24 }, { log: uuid(), offset: u32(), lengthBytes: u32() }),
  response: withRest({ spec, sizeBytes: 0 }, {}, 'data'),
});
