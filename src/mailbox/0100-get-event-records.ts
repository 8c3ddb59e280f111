import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { reserved } from '../layout/bytes.js';
import { count } from '../layout/count.js';
import { u16, u64 } from '../layout/integers.js';
import { counted, fixed } from '../layout/message.js';
import { named } from '../layout/names.js';
import { defineCommand } from '../protocol/command.js';
import { EVENT_LOGS, EventRecord } from '../protocol/event-records.js';

const spec = cxl31('8.2.9.2.2', 'Get Event Records');

export const getEventRecords = defineCommand({
  opcode: 0x0100,
  spec,
  request: fixed({ spec, sizeBytes: 1 }, { log: named(EVENT_LOGS) }),
  response: counted(
    { spec, sizeBytes: 32 },
    {
      flags: bits(1, { overflow: 1, moreEventRecords: 1, _reserved: 6 }),
      reserved: reserved(1),
      overflowErrorCount: u16(),
      firstOverflowTimestampNs: u64(),
      lastOverflowTimestampNs: u64(),
      recordCount: count(u16()),
      reservedTail: reserved(10),
    },
    { name: 'records', element: EventRecord, countName: 'recordCount' },
  ),
});
