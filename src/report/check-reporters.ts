import { defaultReporter } from './check-default.js';
import { githubReporter } from './check-github.js';
import { jsonReporter } from './check-json.js';
import { junitReporter } from './check-junit.js';
import type { Reporter } from './check-reporter.js';
import { tapReporter } from './check-tap.js';

/** What `check --reporter` can print. Add one: a file beside this one, a line here. */
export const reporters: readonly Reporter[] = [
  defaultReporter,
  jsonReporter,
  junitReporter,
  tapReporter,
  githubReporter,
];
