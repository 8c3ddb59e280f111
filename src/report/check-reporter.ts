import type { CheckReport } from './check-report.js';
import type { TextOptions } from './replay-text.js';

/** One way to print what a check came to. */
export interface Reporter {
  readonly name: string;
  readonly title: string;
  /** The whole output, with its last line end. */
  report(report: CheckReport, options: TextOptions): string;
}
