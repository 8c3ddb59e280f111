import { cxl31 } from '../base/spec.js';
import { empty } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.1.5', 'Request Abort Background Operation');

export const requestAbortBackgroundOperation = defineCommand({
  opcode: 0x0005,
  spec,
  request: empty(spec),
  response: empty(spec),
});
