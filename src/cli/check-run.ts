import type { CheckedTrace } from '../report/check-report.js';
import { openPool } from './check-pool.js';
import { CheckProgress } from './check-progress.js';
import type { CheckTask, UpdatedFile } from './check-task.js';
import type { Io } from './io.js';

export interface RunOptions {
  /** Checks that run at once; as many as there are cores where it is not said. */
  readonly jobs?: number;
  /** Starts no more checks once one failed. */
  readonly bail?: boolean;
}

export interface CheckRun {
  readonly traces: readonly CheckedTrace[];
  readonly notRun: number;
  readonly updated: readonly UpdatedFile[];
}

/** Runs checks side by side; the outcome does not depend on how many run at once. */
export async function runChecks(tasks: readonly CheckTask[], options: RunOptions, io: Io): Promise<CheckRun> {
  const traces: CheckedTrace[] = [];
  const updated: UpdatedFile[] = [];
  const progress = new CheckProgress(tasks.length, io);
  const pool = await openPool(tasks.length, options.jobs, io);
  let next = 0;
  let done = 0;
  let isStopped = false;
  const lane = async (): Promise<void> => {
    while (next < tasks.length && !isStopped) {
      const outcome = await pool.run(tasks[next++] as CheckTask);
      traces.push(...outcome.traces);
      done++;
      if (outcome.updated !== null) updated.push(outcome.updated);
      if (options.bail && outcome.traces.some((trace) => trace.outcome !== 'passed')) isStopped = true;
      progress.tell(outcome.traces);
    }
  };
  try {
    await Promise.all(Array.from({ length: pool.width }, lane));
  } finally {
    progress.end();
    await pool.close();
  }
  return { traces, notRun: tasks.length - done, updated };
}
