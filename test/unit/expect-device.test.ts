import { describe, expect, it } from 'vitest';
import { readExpectFile } from '../../src/yaml/expect-file.js';
import { readExpectation } from '../../src/yaml/expectation.js';
import { parseYaml } from '../../src/yaml/yaml-parse.js';
import { checkText } from '../checked.js';

/** Two devices; the second has an offer that waits, the first had one that it accepted. */
const TRACE = `cxltrace: 1
profile: qemu-10.2
devices:
  - { qomPath: /machine/peripheral/cxl-dcd0, dynamicCapacity: { size: 2GiB, regions: 1 }, mailboxAddress: 0x1000 }
  - { qomPath: /machine/peripheral/cxl-dcd1, dynamicCapacity: { size: 2GiB, regions: 1 }, mailboxAddress: 0x2000 }
steps:
${['cxl-dcd0', 'cxl-dcd1']
  .map(
    (path) => `  - qmp: cxl-add-dynamic-capacity
    arguments: { path: ${path}, host-id: 0, selection-policy: prescriptive, region: 0, extents: [{ offset: 0, len: 128MiB }] }
`,
  )
  .join('')}  - mailbox: add-dynamic-capacity-response
    mailboxAddress: 0x1000
    request: { extents: [{ startDpa: 0, lengthBytes: 128MiB }] }
  - mailbox: get-lsa
    mailboxAddress: 0x2000
    request: { offset: 0, lengthBytes: 4096 }
`;
const failing = (expectation: string) => checkText(`${TRACE}  - expect: ${expectation}\n`).failing;

describe('an expectation of one of several devices', () => {
  it.each([
    ['the first where none is named', '{ pendingGroups: 0, accepted: [{ startDpa: 0, lengthBytes: 128MiB }] }'],
    ['the first', '{ device: cxl-dcd0, pendingGroups: 0, accepted: [{ startDpa: 0 }] }'],
    ['another by the end of its path', '{ device: peripheral/cxl-dcd1, pendingGroups: 1, accepted: [] }'],
    ['another by its whole path', '{ device: /machine/peripheral/cxl-dcd1, pendingGroups: 1 }'],
    ['what that device answered last', '{ device: cxl-dcd0, returnCode: success }'],
    ['what any device answered last, where none is named', '{ returnCode: invalid-input }'],
  ])('is about %s', (_title, expectation) => expect(failing(expectation)).toEqual([]));

  it('fails where that device is in another state, and says which it is', () => {
    expect(failing('{ device: cxl-dcd1, pendingGroups: 0 }')).toEqual([
      'expectation-failed pendingGroups: pendingGroups: expected 0, is 1',
    ]);
    const { trace } = checkText(`${TRACE}  - expect: { device: cxl-dcd1, pendingGroups: 0 }\n`);
    expect(trace.failing.map(({ event }) => event)).toEqual(['Expectation of cxl-dcd1']);
  });

  it.each([
    ['no device', 'dcd1'],
    ['no device', 'cxl-dcd2'],
  ])('fails where %s is called so', (count, device) => {
    const paths = '/machine/peripheral/cxl-dcd0, /machine/peripheral/cxl-dcd1';
    expect(failing(`{ device: ${device}, crashed: false }`)).toEqual([
      `expectation-failed device: device: ${count} has a path that ends with ${device}; there are ${paths}`,
    ]);
  });

  it('fails where the name leads to several', () => {
    const twins = TRACE.replace('peripheral/cxl-dcd1, dyn', 'unattached/cxl-dcd0, dyn').replaceAll(
      'path: cxl',
      'path: /machine/peripheral/cxl',
    );
    expect(checkText(`${twins}  - expect: { device: cxl-dcd0, crashed: false }\n`).failing).toContainEqual(
      expect.stringContaining('more than one device has a path that ends with cxl-dcd0'),
    );
  });

  it('can stand beside a recording', () => {
    const text = 'cxltraceExpect: 1\nat:\n  - end:\n    expect: { device: cxl-dcd1, pendingGroups: 1 }\n';
    const places = readExpectFile(text, () => undefined) ?? [];
    expect(checkText(TRACE, 'given.yaml', { name: 'beside', places }).failing).toEqual([]);
  });

  it('names its device with a text', () => {
    const issues: string[] = [];
    const map = parseYaml('device: [a]\ncrashed: false\n', () => undefined);
    if (map?.kind !== 'map') throw new Error('a map');
    const read = readExpectation(map, (_at, _code, message) => issues.push(message));
    expect(read).toEqual({ expectation: { crashed: false }, unread: ['device'] });
    expect(issues).toEqual(['"device": expected a text, not a list']);
  });
});
