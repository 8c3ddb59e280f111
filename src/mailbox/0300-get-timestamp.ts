import { cxl31 } from '../base/spec.js';
import { u64 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.4.1', 'Get Timestamp');

export const getTimestamp = defineCommand({
  opcode: 0x0300,
  spec,
  request: empty(spec),
  response: fixed({ spec, sizeBytes: 8 }, { timestampNs: u64() }),
});
