import { failureDiff, placeText } from './check-failure.js';
import { type CheckedTrace, reasonText, traceName } from './check-report.js';
import type { Reporter } from './check-reporter.js';
import { plainText } from './paint.js';

/** The Test Anything Protocol, version 14: a test point for each trace, with a YAML block where it fails. */
export const tapReporter: Reporter = {
  report({ traces, notRun }) {
    const lines = [
      'TAP version 14',
      `1..${traces.length}`,
      ...traces.flatMap(testPoint),
      ...(notRun > 0 ? [`# ${notRun} not run`] : []),
    ];
    return `${lines.join('\n')}\n`;
  },
};

function testPoint(trace: CheckedTrace, index: number): readonly string[] {
  const result = trace.outcome === 'passed' ? 'ok' : 'not ok';
  const line = `${result} ${index + 1} - ${escaped(traceName(trace))}`;
  const details: readonly string[] = [`duration_ms: ${trace.durationMs}`, ...failures(trace)];
  return [line, '  ---', ...details.map((detail) => `  ${detail}`), '  ...'];
}

function failures(trace: CheckedTrace): readonly string[] {
  const { outcome, failing, failingCount, issues } = trace;
  if (outcome === 'passed') return [];
  const [first] = failing;
  const message = reasonText(trace) ?? (first === undefined ? '' : `${placeText(first)}: ${first.message}`);
  return [
    `message: ${JSON.stringify(message)}`,
    'severity: fail',
    `failures: ${failingCount}`,
    ...list(
      'found',
      failing.map((one) => [
        `${placeText(one)}: ${one.event}: ${one.code}`,
        one.message,
        ...failureDiff(one, plainText),
      ]),
    ),
    ...list(
      'issues',
      issues.map(({ line, code, message: text }) => [`line ${line}: ${text} [${code}]`]),
    ),
  ];
}

/** A YAML list of texts of several lines; JSON strings are YAML. */
const list = (name: string, texts: readonly (readonly string[])[]): readonly string[] =>
  texts.length === 0 ? [] : [`${name}:`, ...texts.map((text) => `  - ${JSON.stringify(text.join('\n'))}`)];

/** A description: a number sign would begin a directive, a backslash an escape. */
const escaped = (text: string): string => text.replace(/[\\#]/g, (char) => `\\${char}`).replace(/[\r\n]/g, ' ');
