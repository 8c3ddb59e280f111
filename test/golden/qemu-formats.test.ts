import { describeLogs } from './log-cases.js';

describeLogs(['hex-trace', 'hexdump', 'qemu-log', 'qtest-log']);
