import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { reserved } from '../layout/bytes.js';
import { count } from '../layout/count.js';
import { u16, u64 } from '../layout/integers.js';
import { counted, empty } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';
import { MediaErrorRecord } from '../protocol/media-error.js';

const spec = cxl31('8.2.9.9.4.6', 'Get Scan Media Results');

export const getScanMediaResults = defineCommand({
  opcode: 0x4305,
  spec,
  request: empty(spec),
  response: counted(
    { spec, sizeBytes: 32 },
    {
      restartDpa: u64(),
      restartLengthLines64B: u64(),
      flags: bits(1, { moreMediaErrorRecords: 1, scanStoppedPrematurely: 1, _reserved: 6 }),
      reserved: reserved(1),
      recordCount: count(u16()),
      reservedTail: reserved(12),
    },
    { name: 'records', element: MediaErrorRecord, countName: 'recordCount' },
  ),
});
