import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { reserved } from '../layout/bytes.js';
import { count } from '../layout/count.js';
import { u16, u64 } from '../layout/integers.js';
import { counted, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';
import { MediaErrorRecord } from '../protocol/media-error.js';

const spec = cxl31('8.2.9.9.4.1', 'Get Poison List');

export const getPoisonList = defineCommand({
  opcode: 0x4300,
  spec,
  request: fixed({ spec, sizeBytes: 16 }, { startDpa: u64(), lengthLines64B: u64() }),
  response: counted(
    { spec, sizeBytes: 32 },
    {
      flags: bits(1, { moreMediaErrorRecords: 1, overflow: 1, scanInProgress: 1, _reserved: 5 }),
      reserved: reserved(1),
      overflowTimestampNs: u64(),
      recordCount: count(u16()),
      reservedTail: reserved(20),
    },
    { name: 'records', element: MediaErrorRecord, countName: 'recordCount' },
  ),
});
