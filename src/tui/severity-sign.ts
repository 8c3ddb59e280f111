import type { Severity } from '../divergence/divergence.js';
import type { Glyphs } from './theme.js';

/** How bad something is, as a sign; its tone has the name of the severity. */
export const severitySign = (severity: Severity, { error, warning, note }: Glyphs): string =>
  ({ error, warning, note })[severity];
