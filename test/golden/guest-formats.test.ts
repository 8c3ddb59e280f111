import { describeLogs } from './log-cases.js';

describeLogs(['linux-log', 'ftrace', 'cxl-json', 'rasdaemon']);
