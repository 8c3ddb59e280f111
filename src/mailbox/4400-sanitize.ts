import { cxl31 } from '../base/spec.js';
import { empty } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.5.1', 'Sanitize');

export const sanitize = defineCommand({ opcode: 0x4400, spec, request: empty(spec), response: empty(spec) });
