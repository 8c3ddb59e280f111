import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkReport } from '../../src/report/check-report.js';
import { REPORTER_NAMES } from '../../src/report/check-reporter.js';
import { reporters } from '../../src/report/check-reporters.js';
import { plainText } from '../../src/report/paint.js';
import { checkText, TRACE_HEAD } from '../checked.js';
import { goldenCases, rewriteGolden } from './cases.js';

const OPTIONS = { paint: plainText, width: 100, causesMax: 20, issuesMax: 20 };

/** Beside the trace that is given: one that passes and one of which nothing can be used. Durations are 0 in tests. */
const OTHERS = [
  checkText(`${TRACE_HEAD}  - clock: 1s\n  - expect: { virtualNs: 1s }\n`, 'traces/other/passes.yaml').trace,
  checkText('cxltrace: 99\nsteps: []\n', 'traces/other/unusable.yaml').trace,
];

/** `junit: of what` names the reporter. */
const nameIn = (title: string) => REPORTER_NAMES.find((name) => name === title.split(':')[0]);

function report(input: string, title: string): string {
  const name = nameIn(title);
  if (name === undefined) throw new Error(`the title begins with a reporter's name, not "${title}"`);
  return reporters[name].report(checkReport([checkText(input).trace, ...OTHERS], null, 0), OPTIONS);
}

describe('check --reporter', () => {
  const file = join(import.meta.dirname, 'check-reporters.md');
  if (process.env['UPDATE_GOLDEN'] === '1') rewriteGolden(file, report);
  const cases = goldenCases(file);

  test.each(cases.map((one) => [one.title, one] as const))('%s', (title, { input, expected }) => {
    expect(report(input, title)).toBe(expected);
  });

  test('every reporter has a case', () => {
    const shown = new Set(cases.map(({ title }) => nameIn(title)));
    expect([...shown].sort()).toEqual([...REPORTER_NAMES].sort());
  });
});
