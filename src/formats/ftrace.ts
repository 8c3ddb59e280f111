import { LogReader } from '../readers/log-reader.js';
import { tracerLine } from '../readers-guest/tracer-line.js';
import { TracerLog } from '../readers-guest/tracer-log.js';
import type { Format } from '../trace/format.js';
import { SIDES } from '../trace/sides.js';

const LINES_SNIFFED = 200;

/** The kernel's own trace events: the tracer's file, `trace-cmd report`, `perf script`. */
export const ftrace: Format = {
  name: 'ftrace',
  title: "Linux guest's trace events: ftrace, trace-cmd report, perf script",
  endings: [],
  sniff(head) {
    const lines = Buffer.from(head).toString('latin1').split('\n', LINES_SNIFFED);
    if (lines[0]?.startsWith('# tracer:')) return 0.9;
    const read = lines.flatMap((line) => tracerLine(line) ?? []);
    if (read.length === 0) return 0;
    return read.some(({ event }) => event.startsWith('cxl_')) ? 0.9 : 0.5;
  },
  open: (sink) => new LogReader(sink, "a Linux guest's trace events", (queue) => new TracerLog(sink, queue), SIDES),
  samples: [
    {
      text: [
        '# tracer: nop',
        '            init-1       [001] ...1.     6.599320: tracing_mark_write: add 128 MiB',
        ' irq/27-0000:0d:-121     [000] .....    14.551651: cxl_overflow: memdev=mem0 host=0000:0d:00.0 serial=1: log=Failure : 32 records from 17 to 18',
        '             cxl-138     [001] .....    24.744292: cxl_poison: memdev=mem0 host=0000:0d:00.0 serial=1 trace_type=List region= region_uuid=00000000-0000-0000-0000-000000000000 hpa=0xffffffffffffffff dpa=0x10000 dpa_length=0x40 source=Internal flags= overflow_time=0',
      ].join('\n'),
      kinds: ['note', 'log', 'log'],
    },
    {
      text: [
        'cpus=2',
        "   irq/27-0000:0d:-121   [000]    14.551651: cxl_dynamic_capacity: memdev=mem0 host=0000:0d:00.0 serial=1 log=0x4 : time=5 uuid=ca95afa7-f183-4018-8c2f-95268e101a2a len=128 flags='0x1' handle=1 related_handle=0 maint_op_class=0 : event_type='Add capacity' host_id='0' partition_id='0' starting_dpa=0 length=8000000 tag=00000000-0000-0000-0000-000000000000 shared_extent_sequence=0",
      ].join('\n'),
      kinds: ['log'],
    },
  ],
};
