import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { mailboxCommandsByKey } from '../../src/mailbox/index.js';
import { profiles } from '../../src/profiles/index.js';
import { reportSchema } from '../../src/report/report-schema.js';
import { schemaFiles } from '../../src/report/schema-files.js';
import { recordSchema } from '../../src/schema/recording-schema.js';
import { expectFileSchema } from '../../src/schema/schema-expect.js';
import { traceSchema } from '../../src/schema/trace-schema.js';
import { STEP_KINDS } from '../../src/yaml/yaml-steps.js';
import { cxltrace } from '../command-line.js';

const root = resolve(import.meta.dirname, '../..');
const traces = readdirSync(join(root, 'traces'), { recursive: true, encoding: 'utf8' });
const files = schemaFiles([...profiles.values()]);
const ending = (pattern: RegExp) => traces.filter((path) => pattern.test(path)).sort();

describe('schemas/', () => {
  test.each(files)('$name is as the sources say', ({ name, text }) => {
    const path = join(root, 'schemas', name);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '', 'UPDATE_GOLDEN=1 npm test writes it again').toBe(text);
  });

  test('knows every command and every kind of step', () => {
    const text = files[0]?.text ?? '';
    for (const name of [...mailboxCommandsByKey.keys(), ...Object.keys(STEP_KINDS)])
      expect(text).toContain(`"${name}"`);
  });
});

describe('the trace schema', () => {
  test.each(ending(/^(?!.*\.expect\.).*\.ya?ml$/))('accepts traces/%s', (path) => {
    expect(traceSchema.safeParse(parse(readFileSync(join(root, 'traces', path), 'utf8'))).error?.issues ?? []).toEqual(
      [],
    );
  });

  test.each([
    ['an unknown key', { cxltrace: 1, titel: 'x', steps: [] }],
    ['a step of no kind', { cxltrace: 1, steps: [{ mailbx: 'get-timestamp' }] }],
    ['an unknown command', { cxltrace: 1, steps: [{ mailbox: 'get-timestmp' }] }],
    ['an unknown return code', { cxltrace: 1, steps: [{ mailbox: 'get-timestamp', returnCode: 'sucess' }] }],
    ['a size with a wrong unit', { cxltrace: 1, device: { volatile: '256MB' }, steps: [] }],
  ])('refuses %s', (_title, value) => {
    expect(traceSchema.safeParse(value).success).toBe(false);
  });
});

describe('the schema of expectations', () => {
  test.each(ending(/\.expect\.ya?ml$/))('accepts traces/%s', (path) => {
    const value: unknown = parse(readFileSync(join(root, 'traces', path), 'utf8'));
    expect(expectFileSchema.safeParse(value).error?.issues ?? []).toEqual([]);
  });

  test.each([
    ['no version', { at: [] }],
    ['two places', { cxltraceExpect: 1, at: [{ seq: 1, line: 2, expect: {} }] }],
    ['an unknown predicate', { cxltraceExpect: 1, at: [{ end: true, expect: { acepted: [] } }] }],
  ])('refuses %s', (_title, value) => {
    expect(expectFileSchema.safeParse(value).success).toBe(false);
  });
});

describe('the recording schema', () => {
  test.each(ending(/\.ndjson$/).slice(0, 40))('accepts traces/%s', (path) => {
    const lines = readFileSync(join(root, 'traces', path), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(0, 200);
    for (const line of lines) expect(recordSchema.safeParse(JSON.parse(line)).error?.issues ?? [], line).toEqual([]);
  });
});

describe('the report schema', () => {
  const logs = [
    'mctp/qemu-10.2-fm-add-basic.pcap',
    'linux-guest/boot-dmesg.txt',
    'linux-guest/media-events-ftrace.txt',
  ];
  const merged = ['raw-dcd-mmio.log', 'raw-dcd-qmp.log', 'raw-dcd-dmesg.txt'].map((name) => `logs/merge/${name}`);
  const named = [...logs.map((name) => [`logs/${name}`]), ['--merge', ...merged], ['protocol/divergent-kept-tag.yaml']];

  test.each(['decode', 'replay'].flatMap((command) => named.map((files) => [command, files] as const)))(
    'accepts what %s --json prints of %j',
    async (command, files) => {
      const args = files.map((word) => (word.startsWith('--') ? word : join(root, 'traces', word)));
      const { out } = await cxltrace([command, '--json', ...args]);
      expect(reportSchema.safeParse(JSON.parse(out)).error?.issues ?? []).toEqual([]);
    },
  );
});

test('the report schema tells the reports apart', () => {
  const summary = {
    traces: 0,
    events: 0,
    compared: 0,
    matched: 0,
    issues: 0,
    divergences: { error: 0, warning: 0, note: 0 },
  };
  expect(reportSchema.safeParse({ cxltraceReport: 1, traces: [], summary }).success).toBe(true);
  expect(reportSchema.safeParse({ cxltraceDecode: 1, traces: [] }).success).toBe(true);
  expect(reportSchema.safeParse({ cxltraceReport: 2, traces: [], summary }).success).toBe(false);
});
