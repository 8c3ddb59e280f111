import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { reserved } from '../layout/bytes.js';
import { count } from '../layout/count.js';
import { u8, u16 } from '../layout/integers.js';
import { counted, empty } from '../layout/message.js';
import { named } from '../layout/names.js';
import { defineCommand } from '../protocol/command.js';
import { EVENT_LOGS } from '../protocol/event-records.js';

const spec = cxl31('8.2.9.2.3', 'Clear Event Records');

export const clearEventRecords = defineCommand({
  opcode: 0x0101,
  spec,
  request: counted(
    { spec, sizeBytes: 6 },
    {
      log: named(EVENT_LOGS),
      clearFlags: bits(1, { clearAllEvents: 1, _reserved: 7 }),
      handleCount: count(u8()),
      reserved: reserved(3),
    },
    { name: 'handles', element: u16(), countName: 'handleCount' },
  ),
  response: empty(spec),
});
