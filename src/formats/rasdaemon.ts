import { LogReader } from '../readers/log-reader.js';
import { RasdaemonLog } from '../readers-guest/rasdaemon-log.js';
import type { Format } from '../trace/format.js';
import { SIDES } from '../trace/sides.js';

/** rasdaemon's log: the driver's trace events in its own words. */
export const rasdaemon: Format = {
  name: 'rasdaemon',
  title: "rasdaemon's log of CXL events",
  endings: [],
  sniff: (head) =>
    /(?:^|\s)memdev:\S+ host:\S+ serial:0x[0-9a-f]+ /m.test(Buffer.from(head).toString('latin1')) ? 0.9 : 0,
  open: (sink) => new LogReader(sink, 'rasdaemon', (queue) => new RasdaemonLog(sink, queue), SIDES),
  samples: [
    {
      text: [
        '           cxl-138     [001]     0.000024: cxl_poison            2026-11-23 00:12:30 +0000 memdev:mem0 host:0000:0d:00.0 serial:0xdcd00001 trace_type:List region: region_uuid:00000000-0000-0000-0000-000000000000 hpa:0xffffffffffffffff hpa_alias0:0xffffffffffffffff dpa:0x10000 dpa_length:0x40 source:Internal flags:0 overflow timestamp:1970-01-01 00:00:00 +0000',
        '2026-11-23 00:12:31 +0000 memdev:mem0 host:0000:0d:00.0 serial:0xdcd00001 log type:Failure 32 errors from 2026-11-23 00:12:30 +0000 to 2026-11-23 00:12:31 +0000',
      ].join('\n'),
      kinds: ['log', 'log'],
    },
  ],
};
