import { printable } from '../base/issue.js';
import { failureDiff, placeText } from './check-failure.js';
import { byFolder } from './check-folders.js';
import { type CheckedDivergence, type CheckedTrace, type CheckReport, reasonText, traceName } from './check-report.js';
import type { Reporter } from './check-reporter.js';
import { issueText } from './issue-text.js';
import type { Paint } from './paint.js';
import { plural, type TextOptions } from './replay-text.js';
import { wrap } from './wrap.js';

/** For people: a line for each folder that passes, the whole story of what does not. */
export const defaultReporter: Reporter = {
  report(report, options) {
    const failed = report.traces.filter(({ outcome }) => outcome !== 'passed');
    const blocks = [
      ...folderLines(report, options.paint),
      ...report.traces.flatMap((trace) => warnings(trace, options)),
      ...failed.map((trace) => failureText(trace, options)),
      ...(report.traces.length > 0 ? [''] : []),
      summaryText(report, options.paint),
    ];
    return `${blocks.join('\n')}\n`;
  },
};

/** How the traces of each folder fared. */
function folderLines({ traces }: CheckReport, paint: Paint): readonly string[] {
  return [...byFolder(traces)].map(([folder, group]) => {
    const count = (wanted: CheckedTrace['outcome']) => group.filter(({ outcome }) => outcome === wanted).length;
    const [passed, failed, unusable] = [count('passed'), count('failed'), count('unusable')];
    const isClean = passed === group.length;
    // A folder of one trace is that trace.
    const [first, ...others] = group;
    const name = first !== undefined && others.length === 0 ? traceName(first) : folder;
    const ms = group.reduce((sum, { durationMs }) => sum + durationMs, 0);
    const counts = [
      ...(passed > 0 ? [`${passed} passed`] : []),
      ...(failed > 0 ? [paint.error(`${failed} failed`)] : []),
      ...(unusable > 0 ? [paint.error(`${unusable} unusable`)] : []),
    ];
    const mark = isClean ? paint.good('✓') : paint.error('✗');
    return `${mark} ${paint.strong(printable(name))}  ${counts.join(' ')}  ${paint.faint(durationText(ms))}`;
  });
}

/** What could not be read in traces that pass all the same. */
function warnings(trace: CheckedTrace, { paint, issuesMax }: TextOptions): readonly string[] {
  if (trace.outcome !== 'passed') return [];
  return trace.issues.slice(0, issuesMax).map((issue) => `  ${issueText(trace.file, issue, paint)}`);
}

function failureText(trace: CheckedTrace, options: TextOptions): string {
  const { paint, causesMax, issuesMax } = options;
  const shown = trace.failing.slice(0, causesMax);
  const reason = reasonText(trace);
  const head = [
    `${paint.error('✗')} ${paint.strong(printable(traceName(trace)))}`,
    ...(trace.title === null ? [] : [paint.faint(printable(trace.title))]),
    ...(reason === null ? [] : [paint.error(reason)]),
    paint.faint(durationText(trace.durationMs)),
  ];
  const lines = [
    '',
    head.join('  '),
    ...trace.issues.slice(0, issuesMax).map((issue) => `  ${issueText(trace.file, issue, paint)}`),
    ...shown.map((failing) => divergenceText(failing, options)),
  ];
  const more = trace.failingCount - shown.length;
  if (more > 0) lines.push(`  … and ${plural(more, 'more failure')}; --all shows them`);
  return lines.join('\n');
}

function divergenceText(failing: CheckedDivergence, { paint, width }: TextOptions): string {
  const head = `  ${paint.strong(placeText(failing))}  #${failing.seq}  ${printable(failing.event)}  ${paint.error(failing.code)}`;
  const spec = failing.spec.length === 0 ? '' : ` [${failing.spec.join(', ')}]`;
  return [
    head,
    wrap(printable(failing.message, 1000), width, '    '),
    ...failureDiff(failing, paint).map((line) => `      ${line}`),
    ...(failing.basis === 'expectation' ? [] : [wrap(`${failing.because}${spec}`, width, '    ')]),
  ].join('\n');
}

function summaryText({ summary, shard, notRun }: CheckReport, paint: Paint): string {
  const { traces, passed, failed, unusable, expectations, durationMs } = summary;
  const held = expectations.held + expectations.failed;
  const parts = [
    plural(traces, 'trace'),
    ...(failed > 0 ? [paint.error(`${failed} failed`)] : []),
    ...(unusable > 0 ? [paint.error(`${unusable} unusable`)] : []),
    failed + unusable > 0 ? `${passed} passed` : paint.good(`${passed} passed`),
    ...(held > 0 ? [`${expectations.held} of ${plural(held, 'expectation')} held`] : []),
    ...(notRun > 0 ? [paint.warning(`${notRun} not run`)] : []),
    ...(shard === null ? [] : [`shard ${shard}`]),
    durationText(durationMs),
  ];
  return parts.join(' · ');
}

/** Wall clock as people read it. */
export const durationText = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
