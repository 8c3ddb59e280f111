import { failureDiff, placeText } from './check-failure.js';
import { byFolder, folderOf } from './check-folders.js';
import { type CheckedDivergence, type CheckedTrace, reasonText, traceName } from './check-report.js';
import type { Reporter } from './check-reporter.js';
import { plainText } from './paint.js';

/** The XML that CI servers read: a suite for each folder, a case for each trace. */
export const junitReporter: Reporter = {
  report(report) {
    const lines = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="cxltrace check"${counts(report.traces)}>`,
      ...[...byFolder(report.traces)].flatMap(([folder, traces]) => suite(folder, traces)),
      '</testsuites>',
    ];
    return `${lines.join('\n')}\n`;
  },
};

function counts(traces: readonly CheckedTrace[]): string {
  const count = (outcome: CheckedTrace['outcome']) => traces.filter((trace) => trace.outcome === outcome).length;
  const ms = traces.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return ` tests="${traces.length}" failures="${count('failed')}" errors="${count('unusable')}" time="${seconds(ms)}"`;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

function suite(folder: string, traces: readonly CheckedTrace[]): readonly string[] {
  return [`  <testsuite name="${xml(folder)}"${counts(traces)}>`, ...traces.flatMap(testCase), '  </testsuite>'];
}

function testCase(trace: CheckedTrace): readonly string[] {
  const name = traceName(trace).slice(trace.file.lastIndexOf('/') + 1);
  const open = `    <testcase classname="${xml(folderOf(trace))}" name="${xml(name)}" file="${xml(trace.file)}" time="${seconds(trace.durationMs)}"`;
  const inner = [...failures(trace), ...issues(trace)];
  return inner.length === 0 ? [`${open}/>`] : [`${open}>`, ...inner, '    </testcase>'];
}

function failures(trace: CheckedTrace): readonly string[] {
  const { outcome, failing, failingCount } = trace;
  const reason = reasonText(trace);
  if (outcome === 'unusable') return [`      <error message="${xml(reason ?? '')}" type="unusable"/>`];
  // What could not be read stands below, in the case's system-err.
  if (reason !== null) return [`      <failure message="${xml(reason)}" type="issues"/>`];
  const [first] = failing;
  if (first === undefined) return [];
  // Readers of the format expect one failure per case: it tells all of them.
  const text = failing.map(failureText).join('\n\n');
  const more = failingCount > 1 ? ` (and ${failingCount - 1} more)` : '';
  return [
    `      <failure message="${xml(`${placeText(first)}: ${first.message}${more}`)}" type="${xml(first.code)}">${xml(text)}</failure>`,
  ];
}

const failureText = (failing: CheckedDivergence): string =>
  [
    `${placeText(failing)}: ${failing.event}: ${failing.code}`,
    failing.message,
    ...failureDiff(failing, plainText),
    failing.because,
  ].join('\n');

function issues({ issues: found }: CheckedTrace): readonly string[] {
  if (found.length === 0) return [];
  const text = found.map(({ line, code, message }) => `line ${line}: ${message} [${code}]`).join('\n');
  return [`      <system-err>${xml(text)}</system-err>`];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for XML 1.0: what it cannot hold, control characters and halves of surrogate pairs, is replaced. */
function xml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
      .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
  );
}
