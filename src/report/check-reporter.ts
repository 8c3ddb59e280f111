import type { CheckReport } from './check-report.js';
import type { TextOptions } from './replay-text.js';

/** What `check --reporter` takes, in the order of the help. */
export const REPORTER_NAMES = ['default', 'json', 'junit', 'tap', 'github'] as const;
export type ReporterName = (typeof REPORTER_NAMES)[number];

/** One way to print what a check came to. */
export interface Reporter {
  /** The whole output, with its last line end. */
  report(report: CheckReport, options: TextOptions): string;
}
