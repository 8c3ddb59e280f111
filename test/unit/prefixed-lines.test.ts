import { describe, expect, it } from 'vitest';
import { formats } from '../../src/formats/index.js';
import { logPrefix } from '../../src/readers/log-prefix.js';
import { readTrace } from '../bundled.js';

/** What others put before each line of a program's output. */
const PREFIXES = [
  'Nov 24 09:54:24 host qemu-system-x86_64[1234]: ',
  '2026-11-24T09:54:24+0000 host qemu-vm1[77]: ',
  '2026-11-24T09:54:24.123456Z ',
  '[2026-11-24 09:54:24] ',
  '[Tue Nov 24 09:54:24 2026] ',
  '09:54:24.123 ',
  '[   12.345678] host run.sh[77]: ',
];

const OUTPUTS = ['hex-trace', 'qemu-log', 'qemu-mmio', 'ftrace', 'rasdaemon', 'cxl-json', 'qtest-log'];

const samples = formats
  .filter(({ name }) => OUTPUTS.includes(name))
  .flatMap(({ name, samples }) => samples.map(({ text }, index) => [`${name} ${index + 1}`, text] as const));

const under = (prefix: string, text: string): string =>
  text
    .split('\n')
    .map((line) => `${prefix}${line}`)
    .join('\n');

/** What a reader finds, without the times that a prefix may give. */
const found = (text: string) => {
  const { events, issues } = readTrace(Buffer.from(text));
  return {
    events: events.map((event) => ({ ...event, timeNs: null })),
    issues: issues.map(({ code, line }) => ({ code, line })),
  };
};

describe.each(samples)('%s', (_name, text) => {
  it.each(PREFIXES)('behind "%s"', (prefix) => {
    expect(found(under(prefix, text))).toEqual(found(text));
  });
});

describe('a log in a journal', () => {
  const log = 'Command 4204h not implemented\nno word of QEMU\nScan Media Event Log is unsupported';
  const journal = log.replace(/^/gm, 'Nov 24 09:54:24 host qemu-system-x86_64[1234]: ').replace(/24 host/, '20 host');

  it('has the times of the journal', () => {
    expect(readTrace(Buffer.from(journal)).events.map(({ timeNs }) => timeNs)).toEqual([0n, 4_000_000_000n]);
  });

  it('has its places in the journal', () => {
    const [issue] = readTrace(Buffer.from(journal)).issues;
    expect(issue).toMatchObject({ line: 2, byteOffset: journal.indexOf('no word') });
  });
});

it.each([
  '[   12.345678] cxl_pci 0000:0d:00.0: Sending command: 0x4802',
  'CXL Command: set=0x48 cmd=0x02 (X) len_in=0',
  'cxl_pci 0000:0d:00.0: Reading event logs: 1',
  '{"execute": "query-status"}',
])('%s has no prefix of another program', (line) => {
  expect(logPrefix(line)).toBeNull();
});
