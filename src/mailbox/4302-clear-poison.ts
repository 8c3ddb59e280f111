import { cxl31 } from '../base/spec.js';
import { bytes } from '../layout/bytes.js';
import { u64 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.4.3', 'Clear Poison');

export const clearPoison = defineCommand({
  opcode: 0x4302,
  spec,
  request: fixed({ spec, sizeBytes: 72 }, { dpa: u64(), data: bytes(64) }),
  response: empty(spec),
});
