import { cxl31 } from '../base/spec.js';
import { u64 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.2.1', 'Get Partition Info');

export const getPartitionInfo = defineCommand({
  opcode: 0x4100,
  spec,
  request: empty(spec),
  response: fixed(
    { spec, sizeBytes: 32 },
    {
      activeVolatileBlocks256MiB: u64(),
      activePersistentBlocks256MiB: u64(),
      nextVolatileBlocks256MiB: u64(),
      nextPersistentBlocks256MiB: u64(),
    },
  ),
});
