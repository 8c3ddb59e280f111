import { cxl31 } from '../base/spec.js';
import { u64 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.4.2', 'Set Timestamp');

export const setTimestamp = defineCommand({
  opcode: 0x0301,
  spec,
  request: fixed({ spec, sizeBytes: 8 }, { timestampNs: u64() }),
  response: empty(spec),
});
