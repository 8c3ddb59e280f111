import { defaultReporter } from './check-default.js';
import { githubReporter } from './check-github.js';
import { jsonReporter } from './check-json.js';
import { junitReporter } from './check-junit.js';
import type { Reporter, ReporterName } from './check-reporter.js';
import { tapReporter } from './check-tap.js';

/** Who prints what `check` came to. Add one: a file beside this one, its name in check-reporter.ts, a line here. */
export const reporters: Readonly<Record<ReporterName, Reporter>> = {
  default: defaultReporter,
  json: jsonReporter,
  junit: junitReporter,
  tap: tapReporter,
  github: githubReporter,
};
