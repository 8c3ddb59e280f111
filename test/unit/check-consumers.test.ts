import { Parser } from 'tap-parser';
import { describe, expect, it } from 'vitest';
import { type CheckedTrace, checkReport } from '../../src/report/check-report.js';
import type { ReporterName } from '../../src/report/check-reporter.js';
import { reporters } from '../../src/report/check-reporters.js';
import { plainText } from '../../src/report/paint.js';
import { reportSchema } from '../../src/report/report-schema.js';
import { checkText, TRACE_HEAD } from '../checked.js';
import { xmlFaults } from '../xml.js';

/** Names and texts that formats must escape. */
const NASTY = [
  'plain.yaml',
  'a & b/<c>.yaml',
  'with "quotes" and \'more\'.yaml',
  'number # sign # SKIP not.yaml',
  'back\\slash.yaml',
  'new\nline\r.yaml',
  'control\u0000\u0007\u001b[31m.yaml',
  'half a pair \ud800.yaml',
  'ünïcödé 🦊,:%0A%.yaml',
  ']]> --> ::error::.yaml',
];

const failing = checkText(`${TRACE_HEAD}  - expect: { accepted: [{ startDpa: 1 }], error: "]]>&<" }\n`).trace;
const passing = checkText(`${TRACE_HEAD}  - clock: 1s\n`).trace;
const unusable = checkText('cxltrace: 99\n').trace;

const traces: readonly CheckedTrace[] = NASTY.flatMap((file, index) => [
  { ...passing, file: `pass/${index}/${file}` },
  {
    ...failing,
    file: `fail/${index}/${file}`,
    title: file,
    failing: failing.failing.map((one) => ({ ...one, message: file })),
  },
  { ...unusable, file: `unusable/${index}/${file}` },
]);
const report = checkReport(traces, null, 2);
const printed = (name: ReporterName): string =>
  reporters[name].report(report, { paint: plainText, width: 100, causesMax: 20, issuesMax: 20 });

describe('the reports of check, read by others', () => {
  it('junit is well-formed XML, whatever the names are', () => {
    const text = printed('junit');
    expect(xmlFaults(text)).toEqual([]);
    expect(text.match(/<testcase /g)).toHaveLength(traces.length);
    expect(text.match(/<failure /g)).toHaveLength(NASTY.length);
    expect(text.match(/<error /g)).toHaveLength(NASTY.length);
    expect(text).toContain(`<testsuites name="cxltrace check" tests="${traces.length}" failures="10" errors="10"`);
  });

  it('tap is what tap-parser accepts strictly', () => {
    const parser = new Parser({ strict: true });
    parser.end(printed('tap'));
    const { results } = parser;
    expect(results?.failures.filter(({ tapError }) => tapError)).toEqual([]);
    expect(results).toMatchObject({
      count: traces.length,
      pass: NASTY.length,
      fail: 2 * NASTY.length,
      todo: 0,
      skip: 0,
    });
    expect(results?.failures[0]?.diag).toMatchObject({ severity: 'fail', failures: 2 });
  });

  it('github has one command a line, with its properties escaped', () => {
    const lines = printed('github').trimEnd().split('\n');
    const commands = lines.slice(0, -1);
    for (const line of commands)
      expect(line).toMatch(/^::(error|warning|notice)( [a-zA-Z]+=[^:,\r\n]*(,[a-zA-Z]+=[^:,\r\n]*)*)?::[^\r\n]+$/);
    expect(lines.at(-1)).toBe('30 traces: 10 passed, 10 failed, 10 unusable');
    const files = commands.map((line) => /file=([^,]*)/.exec(line)?.[1] ?? '').map(unescaped);
    for (const { file } of traces.filter(({ outcome }) => outcome !== 'passed')) expect(files).toContain(file);
  });

  it('json can be read back, and is the report', () => {
    const value: unknown = JSON.parse(printed('json'));
    expect(value).toEqual(JSON.parse(JSON.stringify(report)));
    expect(reportSchema.safeParse(value).error?.issues ?? []).toEqual([]);
  });

  it('text for people does not command a terminal', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is looked for
    expect(printed('default')).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

/** As GitHub reads a property. */
const unescaped = (text: string): string =>
  text.replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%0A/g, '\n').replace(/%0D/g, '\r').replace(/%25/g, '%');
