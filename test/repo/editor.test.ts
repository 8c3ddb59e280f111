import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { divergenceKinds } from '../../src/divergence/index.js';
import { mailboxCommandsByKey } from '../../src/mailbox/index.js';
import { profiles } from '../../src/profiles/index.js';
import { qmpCommands } from '../../src/qmp/index.js';
import { PREDICATES } from '../../src/yaml/expectation.js';
import { STEP_KINDS } from '../../src/yaml/yaml-steps.js';
import { LanguageServer } from '../language-server.js';

/** What a person sees who writes a trace in an editor: the language server reads the schema that the first line names. */

const root = resolve(import.meta.dirname, '../..');
const schemaLine = (name: string) =>
  `# yaml-language-server: $schema=${pathToFileURL(join(root, 'schemas', name)).href}\n`;
const trace = (text: string) => `${schemaLine('trace.schema.json')}cxltrace: 1\n${text}`;
const step = (text: string) => trace(`steps:\n  - ${text.replaceAll('\n', '\n    ')}\n`);
const sideFile = (text: string) => `${schemaLine('expect.schema.json')}cxltraceExpect: 1\n${text}`;
const placed = (text: string) => sideFile(`at:\n  - end: true\n    expect:\n      ${text}\n`);

/** The machine may have other things to do; what takes this long hangs. */
const PATIENCE_MS = 300_000;

let server: LanguageServer;
beforeAll(async () => {
  server = await LanguageServer.start();
}, PATIENCE_MS);
afterAll(() => server.stop());

const labels = async (text: string): Promise<readonly string[]> =>
  (await server.complete(text)).map(({ label }) => label);

describe('completion', { timeout: PATIENCE_MS }, () => {
  test.each([
    ['keys of a trace', trace('|'), ['title', 'profile', 'device', 'devices', 'steps']],
    ['profiles', trace('profile: |\nsteps: []\n'), [...profiles.keys()]],
    ['what a device can have', trace('device:\n  |\nsteps: []\n'), ['volatile', 'lsa', 'dynamicCapacity', 'qomPath']],
    ['kinds of steps', step('|'), Object.keys(STEP_KINDS)],
    ['commands', step('mailbox: |'), [...mailboxCommandsByKey.keys()]],
    ['keys of a command', step('mailbox: get-lsa\n|'), ['request', 'requestHex', 'returnCode', 'response', 'cci']],
    ['return codes', step('mailbox: get-lsa\nreturnCode: |'), ['success', 'resources-exhausted']],
    ['fields of its request', step('mailbox: get-lsa\nrequest:\n  |'), ['offset', 'lengthBytes']],
    [
      'fields of the elements of a list',
      step('mailbox: add-dynamic-capacity-response\nrequest:\n  extents:\n    - |'),
      ['startDpa', 'lengthBytes'],
    ],
    ['names that a field takes', step('mailbox: get-event-records\nrequest:\n  log: |'), ['fatal', 'dynamic-capacity']],
    ['bits by name', step('mailbox: scan-media\nrequest:\n  flags:\n    |'), ['noEventLog']],
    ['fields of its response', step('mailbox: get-lsa\nresponse:\n  |'), ['data']],
    ['QMP commands', step('qmp: |'), [...qmpCommands.keys()]],
    ['arguments', step('qmp: cxl-add-dynamic-capacity\narguments:\n  |'), ['path', 'host-id', 'region', 'extents']],
    ['predicates', step('expect:\n  |'), Object.keys(PREDICATES)],
    ['fields of an extent', step('expect:\n  accepted:\n    - |'), ['startDpa', 'lengthBytes', 'tag']],
    ['event logs', step('expect:\n  eventLogs:\n    |'), ['fatal', 'dynamic-capacity']],
    ['divergence codes', step('expect:\n  divergences:\n    - |'), divergenceKinds.map(({ code }) => code)],
    ['keys of expectations', sideFile('|'), ['title', 'at']],
    ['places', sideFile('at:\n  - |'), ['seq', 'line', 'end', 'expect']],
    ['predicates of a side file', placed('|'), Object.keys(PREDICATES)],
    ['commands in the background', placed('backgroundOperation:\n        opcode: |'), ['sanitize', 'scan-media']],
  ])('%s', async (_title, text, expected) => {
    expect(await labels(text)).toEqual(expect.arrayContaining(expected as string[]));
  });

  test('does not offer the fields of other commands', async () => {
    expect(await labels(step('mailbox: get-lsa\nrequest:\n  |'))).toEqual(['offset', 'lengthBytes']);
  });

  test('says what each command is', async () => {
    const [found] = (await server.complete(step('mailbox: |'))).filter(({ label }) => label === 'get-lsa');
    expect(JSON.stringify(found?.documentation)).toContain('Get LSA (4102h)');
  });
});

describe('hover', { timeout: PATIENCE_MS }, () => {
  test.each([
    ['profile', trace('pro|file: qemu-10.0\nsteps: []\n'), ['The engine that the trace should match.', 'QEMU 10.0.2']],
    ['lsa', trace('device: { ls|a: 1MiB }\nsteps: []\n'), ['Label storage area.']],
    ['mailbox', step('mail|box: get-lsa'), ["The command's name, or its opcode", 'Get LSA (4102h)']],
    ['request', step('mailbox: get-lsa\nreq|uest: { offset: 0 }'), ['Request of Get LSA (CXL 3.1 §']],
    ['request of an opcode', step('mailbox: 0x4102\nreq|uest: { offset: 0 }'), ['Fields of the request.']],
    ['a field', step('mailbox: get-lsa\nrequest: { off|set: 0 }'), ['A 32-bit number']],
    ['returnCode', step('mailbox: get-lsa\nreturn|Code: success'), ['By name or number', '`invalid-input`']],
    ['arguments', step('qmp: qom-get\nargu|ments: { path: x }'), ['Read a property of an object']],
    ['clock', step('clo|ck: 1s'), ['How far the virtual clock was stepped.']],
    ['expect', step('exp|ect: { crashed: false }'), ['All that is said must hold']],
    ['accepted', step('expect:\n  acce|pted: []'), ['The extents that the host has accepted']],
    ['at', sideFile('a|t: []\n'), ['What must hold, and where.']],
    ['end', sideFile('at:\n  - en|d: true\n    expect: { crashed: false }\n'), ['After the last record.']],
    ['a predicate of a side file', placed('pending|Groups: 1'), ['How many offers wait for their answer']],
  ])('%s', async (_title, text, expected) => {
    const shown = await server.hover(text);
    for (const part of expected) expect(shown).toContain(part);
  });
});

describe('validation', { timeout: PATIENCE_MS }, () => {
  test.each([
    ['a key of the trace', trace('titel: x\nsteps: []\n'), /titel/],
    ['a key of a device', trace('device: { lsaa: 1MiB }\nsteps: []\n'), /lsaa/],
    ['a key of a step', step('mailbox: get-lsa\nrequst: {}'), /requst/],
    ['a command', step('mailbox: get-lsaa'), /get-lsa/],
    ['a field of another command', step('mailbox: get-lsa\nrequest: { log: fatal }'), /log/],
    ['a name that a field does not take', step('mailbox: get-event-records\nrequest: { log: fatale }'), /fatal/],
    ['a number that does not fit', step('mailbox: get-event-records\nrequest: { log: 256 }'), /./],
    ['a return code', step('mailbox: get-lsa\nreturnCode: succes'), /success/],
    ['a predicate', step('expect: { acepted: [] }'), /acepted/],
    ['a field of an extent', step('expect: { accepted: [{ tagg: null }] }'), /tagg/],
    ['a divergence code', step('expect: { divergences: [nul-tag] }'), /null-tag/],
    ['a place', sideFile('at:\n  - ende: true\n    expect: {}\n'), /ende/],
    ['a predicate of a side file', placed('acepted: []'), /acepted/],
  ])('flags %s', async (_title, text, expected) => {
    const found = await server.validate(text);
    expect(found.map(({ message }) => message).join('\n')).toMatch(expected);
  });

  const bundled = readdirSync(join(root, 'traces'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.ya?ml$/.test(path),
  );

  // All at once: it waits a while before it looks at each.
  test('finds nothing wrong with the bundled traces', async () => {
    const found = bundled.sort().map(async (path) => {
      const file = join(root, 'traces', path);
      const text = readFileSync(file, 'utf8');
      const schema = schemaLine(/\.expect\.ya?ml$/.test(path) ? 'expect.schema.json' : 'trace.schema.json');
      const whole = text.startsWith('# yaml-language-server:') ? text : schema + text;
      return (await server.validate(whole, file)).map(
        ({ message, range }) => `${path}:${range.start.line + 1}: ${message}`,
      );
    });
    expect((await Promise.all(found)).flat()).toEqual([]);
  });
});
