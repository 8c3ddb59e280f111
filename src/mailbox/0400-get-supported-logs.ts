import { cxl31 } from '../base/spec.js';
import { reserved } from '../layout/bytes.js';
import { count } from '../layout/count.js';
import { u16, u32 } from '../layout/integers.js';
import { counted, empty } from '../layout/message.js';
import { struct } from '../layout/struct.js';
import { uuid } from '../layout/uuid.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.5.1', 'Get Supported Logs');

const SupportedLog = struct({ spec, sizeBytes: 20 }, { log: uuid(), sizeBytes: u32() });

export const getSupportedLogs = defineCommand({
  opcode: 0x0400,
  spec,
  request: empty(spec),
  response: counted(
    { spec, sizeBytes: 8 },
    { logCount: count(u16()), reserved: reserved(6) },
    { name: 'logs', element: SupportedLog, countName: 'logCount' },
  ),
});
