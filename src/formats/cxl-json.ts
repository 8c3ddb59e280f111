import { LogReader } from '../readers/log-reader.js';
import { shareOfLibcxlmi } from '../readers-guest/libcxlmi-words.js';
import { ToolLog } from '../readers-guest/tool-log.js';
import type { Format } from '../trace/format.js';
import { SIDES } from '../trace/sides.js';

const MONITOR = /\{\s*"system"\s*:\s*"cxl"/;
const LISTING = /"(?:memdev|endpoint|decoder|chardev|bus)"\s*:\s*"(?:mem|endpoint|decoder|dax|root)\d/;

/** Its words stand in the logs of other programs too. */
const LIBCXLMI_SCORES = { most: 0.72, some: 0.35, none: 0 } as const;

/** What the user-space tools print: `cxl monitor` (an event a line), `cxl list` and `daxctl list`. */
export const cxlJson: Format = {
  name: 'cxl-json',
  title: 'JSON of the cxl tools: cxl monitor, cxl list, daxctl; words of libcxlmi',
  endings: [],
  sniff(head) {
    const text = Buffer.from(head).toString('latin1');
    const isKnown = MONITOR.test(text) || LISTING.test(text);
    if (!isKnown) return LIBCXLMI_SCORES[shareOfLibcxlmi(text)];
    return /^\s*[[{]/.test(text) ? 0.9 : 0.35;
  },
  open: (sink) => new LogReader(sink, 'the cxl tools', (queue) => new ToolLog(sink, queue), SIDES),
  samples: [
    {
      text: '{"system":"cxl","event":"cxl_overflow","timestamp":14552613364,"memdev":"mem0","host":"0000:0d:00.0","log":2,"serial":1,"first_ts":17,"last_ts":18,"count":32}',
      kinds: ['log'],
    },
    {
      text: '[\n  {\n    "memdev":"mem0",\n    "pmem_size":268435456,\n    "serial":1,\n    "host":"0000:0d:00.0"\n  }\n]\ncxl memdev: cmd_enable_memdev: enabled 1 mem',
      kinds: ['log', 'log'],
    },
    {
      text: '# of total extents 1\ngeneration number 0\nextent[0] : [0, 8000000]\nSend response to device for accepting 1 extents',
      kinds: ['log', 'log', 'log', 'log'],
    },
  ],
};
