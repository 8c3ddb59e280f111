import { cxl31 } from '../base/spec.js';
import { u32, u64 } from '../layout/integers.js';
import { fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.4.4', 'Get Scan Media Capabilities');

export const getScanMediaCapabilities = defineCommand({
  opcode: 0x4303,
  spec,
  request: fixed({ spec, sizeBytes: 16 }, { startDpa: u64(), lengthLines64B: u64() }),
  response: fixed({ spec, sizeBytes: 4 }, { estimatedTimeMs: u32() }),
});
