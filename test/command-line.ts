import { Readable } from 'node:stream';
import type { ExitCode } from '../src/cli/exit-code.js';
import type { Io } from '../src/cli/io.js';
import { main } from '../src/cli/run.js';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
  /** Both, in the order in which they were written. */
  readonly text: string;
}

/** Runs the command line in this process, as on a pipe that is 80 columns wide. */
export async function cxltrace(args: readonly string[], given: Partial<Io> = {}): Promise<Ran> {
  const written = { out: '', err: '', text: '' };
  const write = (to: 'out' | 'err') => (more: string) => {
    written[to] += more;
    written.text += more;
  };
  const io: Io = {
    out: write('out'),
    err: write('err'),
    stdin: Readable.from([]),
    columns: 80,
    outIsTerminal: false,
    errIsTerminal: false,
    env: {},
    ...given,
  };
  const code = await main(args, io);
  return { code, ...written };
}
