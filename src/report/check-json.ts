import type { Reporter } from './check-reporter.js';

/** The report as it is: for scripts, and to be merged with those of other shards. */
export const jsonReporter: Reporter = {
  report: (report) => `${JSON.stringify(report, null, 2)}\n`,
};
