import { describe, expect, it } from 'vitest';
import type { Issue } from '../../src/base/issue.js';
import { readExpectFile } from '../../src/yaml/expect-file.js';
import { issueGate } from '../../src/yaml/yaml-node.js';
import { bundled, readBundled } from '../bundled.js';
import { checkText, TRACE_HEAD } from '../checked.js';

/** A divergence of severity error. */
const DIVERGES = '  - mailbox: get-timestamp\n    response: { timestampNs: 5 }\n';
const CODE = 'field-mismatch';
/** Another one, of a part of the device that has nothing to do with the first. */
const DIVERGES_ELSEWHERE = '  - register: mailbox-capability\n    value: 0\n';

const outcome = (steps: string) => checkText(TRACE_HEAD + steps).trace.outcome;

describe('a written trace', () => {
  it('passes without expectations where it replays clean', () => {
    expect(outcome('  - mailbox: get-timestamp\n    returnCode: success\n')).toBe('passed');
  });

  it('fails where it diverges', () => {
    const { trace, failing } = checkText(TRACE_HEAD + DIVERGES);
    expect(trace.outcome).toBe('failed');
    expect(failing).toHaveLength(1);
  });

  it('passes where an expectation lists its divergences', () => {
    const { trace } = checkText(`${TRACE_HEAD}${DIVERGES}  - expect: { divergences: [${CODE}] }\n`);
    expect(trace).toMatchObject({ outcome: 'passed', expectedDivergences: 1, failing: [] });
  });

  it('fails where it diverges after the last expectation that lists them', () => {
    const steps = `${DIVERGES}  - expect: { divergences: [${CODE}] }\n  - clock: 1s\n${DIVERGES_ELSEWHERE}`;
    expect(outcome(steps)).toBe('failed');
    expect(outcome(`${steps}  - expect: { divergences: [${CODE}, ${CODE}] }\n`)).toBe('passed');
  });

  it('fails where an expectation lists others, and shows both', () => {
    const { failing } = checkText(`${TRACE_HEAD}${DIVERGES}  - expect: { divergences: [null-tag] }\n`);
    expect(failing.map((text) => text.split(' ')[0])).toEqual([CODE, 'expectation-failed']);
  });

  it.each(['[nul-tag]', '{ nul-tag: 1 }'])('names the code that %s may mean', (codes) => {
    const [failing] = checkText(`${TRACE_HEAD}  - expect: { divergences: ${codes} }\n`).failing;
    expect(failing).toMatch(/; no divergence is called "nul-tag" \(did you mean "null-tag"\?\)$/);
  });

  it('takes an expectation of another kind for what it is', () => {
    expect(outcome(`${DIVERGES}  - expect: { crashed: false }\n`)).toBe('failed');
  });

  it('is unusable where nothing can be replayed', () => {
    expect(checkText('cxltrace: 99\nsteps: []\n').trace.outcome).toBe('unusable');
  });

  it('reports failed expectations as divergences of their own basis', () => {
    const { result } = checkText(`${TRACE_HEAD}  - expect: { crashed: true }\n`);
    expect(result.divergences).toMatchObject([
      { basis: 'expectation', severity: 'error', path: 'crashed', recorded: true, replayed: false, line: 9, seq: 1 },
    ]);
    expect(result.counts.error).toBe(1);
  });
});

const RECORDING = readBundled(bundled('dc-add-single.ndjson')[0] as string).toString();
const RECORDS = RECORDING.trimEnd().split('\n').length - 1;

/** Checks the recording with expectations beside it. */
function checkBeside(at: string) {
  const issues: Issue[] = [];
  const places = readExpectFile(
    `cxltraceExpect: 1\nat:\n${at}`,
    issueGate((issue) => issues.push(issue)),
  );
  const side = { name: 'dc-add-single.expect.yaml', places: places ?? [] };
  return { ...checkText(RECORDING, 'dc-add-single.ndjson', side), issues };
}

describe('expectations beside a recording', () => {
  it('hold after the record with a number, that of a line, or the last', () => {
    const at = [
      '  - { seq: 1, expect: { pendingGroups: 0 } }',
      `  - { line: ${RECORDS + 1}, expect: { crashed: false } }`,
      '  - { end: , expect: { crashed: false } }',
    ];
    const { trace, issues } = checkBeside(at.join('\n'));
    expect(issues).toEqual([]);
    expect(trace.expectations).toEqual({ held: 3, failed: 0 });
    expect(trace.events, 'they are no events of the recording').toBe(RECORDS);
  });

  it('fail with the place in both files', () => {
    const { trace } = checkBeside('  - seq: 2\n    expect: { crashed: true }\n');
    expect(trace.failing).toMatchObject([
      { seq: 2, line: 3, event: 'Expectation (dc-add-single.expect.yaml:3)', path: 'crashed' },
    ]);
  });

  it('fail where there is no such record', () => {
    expect(checkBeside('  - { seq: 99999, expect: { crashed: false } }\n').failing[0]).toContain('no such record');
  });

  it.each([
    ['{ seq: 1 }', '"expect" is missing in the expectation: expected a map of accepted'],
    ['{ expect: { crashed: false } }', 'expected one of seq, line, end: where it must hold'],
    ['{ seq: 1, line: 2, expect: {} }', 'expected one of seq, line, end: where it must hold'],
    [
      '{ seq: 1, expct: {}, expect: { crashed: false } }',
      'unknown key "expct" in the expectation (did you mean "expect"?)',
    ],
    ['{ seq: first, expect: {} }', '"seq": expected a whole number'],
    ['seq', 'expected a map of a place'],
  ])('say where %s is wrong', (entry, message) => {
    const { issues } = checkBeside(`  - ${entry}\n`);
    expect(issues[0]?.message).toContain(message);
    expect(issues[0]?.line).toBe(3);
  });

  it.each([
    ['cxltraceExpect: 2\nat: []', 'the newest that can be read is 1'],
    ['at: []', '"cxltraceExpect" is missing'],
    ['- 1', 'expected a map with cxltraceExpect and at, not a list'],
    ['', 'expected a map with cxltraceExpect and at, not nothing'],
    ['# nothing yet', 'expected a map with cxltraceExpect and at, not nothing'],
  ])('refuse %j', (text, message) => {
    const issues: Issue[] = [];
    expect(
      readExpectFile(
        text,
        issueGate((issue) => issues.push(issue)),
      ),
    ).toBeNull();
    expect(issues[0]?.message).toContain(message);
  });
});
