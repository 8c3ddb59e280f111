import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type CheckOutcome, checkFile } from './check-one.js';
import type { CheckTask } from './check-task.js';
import type { Io } from './io.js';

/** Runs checks, several at once where that pays. */
export interface CheckPool {
  /** How many run at once. */
  readonly width: number;
  run(task: CheckTask): Promise<CheckOutcome>;
  close(): Promise<void>;
}

/** Fewer traces than this are done before a thread has loaded the engine. */
const TRACES_PER_THREAD = 8;

/** The bundled entry of the threads; it is not there where the sources run unbundled. */
const WORKER = fileURLToPath(new URL('../cli/check-worker.js', import.meta.url));

/** A pool for so many traces: of threads, or of this one alone. */
export async function openPool(traces: number, jobs: number | undefined, io: Io): Promise<CheckPool> {
  const here: CheckPool = { width: 1, run: (task) => checkFile(task, io), close: async () => undefined };
  const width = Math.min(jobs ?? availableParallelism(), Math.floor(traces / TRACES_PER_THREAD));
  if (width < 2 || !existsSync(WORKER)) return here;
  const { Piscina } = await import('piscina');
  const pool = new Piscina({ filename: WORKER, name: 'checkFile', minThreads: width, maxThreads: width });
  return {
    width,
    // Standard input belongs to this thread.
    run: (task) => (task.file === '-' ? here.run(task) : (pool.run(task) as Promise<CheckOutcome>)),
    close: () => pool.destroy(),
  };
}
