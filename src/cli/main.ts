import { endQuietlyOnClosedPipe, processIo } from './io.js';
import { main } from './run.js';

endQuietlyOnClosedPipe();
process.exitCode = await main(process.argv.slice(2), processIo);
