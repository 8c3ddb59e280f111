import { cxl31 } from '../base/spec.js';
import { u64 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.4.2', 'Inject Poison');

export const injectPoison = defineCommand({
  opcode: 0x4301,
  spec,
  request: fixed({ spec, sizeBytes: 8 }, { dpa: u64() }),
  response: empty(spec),
});
