import { failureDiff, placeText } from './check-failure.js';
import type { CheckedTrace } from './check-report.js';
import type { Reporter } from './check-reporter.js';
import { plainText } from './paint.js';
import { plural } from './replay-text.js';

/** GitHub shows no more annotations of one step. */
const ANNOTATIONS_MAX = 50;

/** Workflow commands that GitHub turns into annotations at the lines of the traces. */
export const githubReporter: Reporter = {
  report({ traces, summary }) {
    const all = traces.flatMap(annotations);
    const shown = all.slice(0, ANNOTATIONS_MAX);
    const { failed, unusable, passed } = summary;
    const lines = [
      ...shown,
      ...(all.length > shown.length ? [command('notice', {}, `${all.length - shown.length} more findings`)] : []),
      `${plural(summary.traces, 'trace')}: ${passed} passed, ${failed} failed, ${unusable} unusable`,
    ];
    return `${lines.join('\n')}\n`;
  },
};

function annotations({ file, outcome, failing, issues }: CheckedTrace): readonly string[] {
  const errors = failing.map((one) => {
    const [line, endLine] = one.lines ?? [one.line, one.line];
    const text = [`${placeText(one)}: ${one.message}`, ...failureDiff(one, plainText), one.because].join('\n');
    return command('error', { file, line: at(line), endLine: at(endLine), title: `${one.code}: ${one.event}` }, text);
  });
  const kind = outcome === 'unusable' ? 'error' : 'warning';
  const notes = issues.map(({ code, line, column, message }) =>
    command(kind, { file, line: at(line), ...(column !== undefined && { col: column }), title: code }, message),
  );
  return [...errors, ...notes];
}

/** Lines count from 1; what has none is shown at the first. */
const at = (line: number): number => Math.max(1, line);

function command(
  kind: 'error' | 'warning' | 'notice',
  properties: Readonly<Record<string, string | number>>,
  text: string,
): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${kind}${list.length > 0 ? ` ${list.join(',')}` : ''}::${message(text)}`;
}

const message = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string): string => message(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
