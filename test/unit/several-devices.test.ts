import { describe, expect, it } from 'vitest';
import { foreknowledge } from '../../src/cli/choose-profile.js';
import { Analysis } from '../../src/divergence/analysis.js';
import { divergenceKinds } from '../../src/divergence/index.js';
import type { TraceResult } from '../../src/divergence/result.js';
import { detectFormat } from '../../src/formats/index.js';
import { HeldBack } from '../../src/infer/held-back.js';
import { profiles } from '../../src/profiles/index.js';
import { readBundled } from '../bundled.js';

function replay(text: string): TraceResult {
  const analysis = new Analysis(divergenceKinds, (header) => {
    const profile = profiles.get(header.profile ?? '');
    if (profile === undefined) throw new Error('the trace names a known profile');
    return { profile, inferred: [] };
  });
  const sink = new HeldBack(analysis, foreknowledge(undefined));
  const bytes = Buffer.from(text);
  const reader = detectFormat(bytes)?.open(sink);
  reader?.push(bytes);
  reader?.end();
  sink.close();
  return analysis.result('given', null);
}

const causes = ({ divergences }: TraceResult) =>
  divergences.filter(({ basis }) => basis === 'replay').map(({ line, path }) => `line ${line}: ${path}`);

const addressesOf = ({ inferred }: TraceResult) => inferred.filter(({ what }) => what.endsWith('mailboxAddress'));

const RECORDING = readBundled('linux-guest/two-devices.ndjson').toString();

describe('a recording of two devices', () => {
  it('is replayed on both, each by its address', () => {
    const result = replay(RECORDING);
    expect([result.matched, result.compared, result.issues]).toEqual([82, 82, []]);
    expect(addressesOf(result)).toEqual([]);
  });

  it('needs no addresses in its head', () => {
    const [head = '', ...records] = RECORDING.split('\n');
    const nameless = head.replaceAll(/,"mailboxAddress":"0x[0-9a-f]+"/g, '');
    const result = replay([nameless, ...records].join('\n'));
    expect([result.matched, result.issues]).toEqual([82, []]);
    // The second is probed first. What QMP does to each tells which is which.
    expect(addressesOf(result)).toEqual([
      { what: 'devices[0].mailboxAddress', value: '0xfdc10088', line: 7 },
      { what: 'devices[1].mailboxAddress', value: '0xfda10088', line: 3 },
    ]);
  });
});

const HEAD = `cxltrace: 1
profile: qemu-10.2
devices:
  - { qomPath: /machine/peripheral/cxl-dcd0, volatile: 256MiB, dynamicCapacity: { size: 2GiB, regions: 1 }, mailboxAddress: 0x1000 }
  - { qomPath: /machine/peripheral/cxl-dcd1, dynamicCapacity: { size: 4GiB, regions: 2 }, mailboxAddress: 0x2000 }
steps:
`;

const configuration = (where: string, regions: number) =>
  `  - { mailbox: get-dynamic-capacity-configuration, ${where}, request: { regionCount: 8 }, response: { availableRegions: ${regions} } }\n`;

const add = (path: string, answer: string) =>
  `  - { qmp: cxl-add-dynamic-capacity, arguments: { path: "${path}", host-id: 0, selection-policy: prescriptive, region: 1, extents: [{ offset: 0, len: 2MiB }] }, ${answer} }\n`;

const refused = (desc: string) => `error: { class: GenericError, desc: ${desc} }`;

describe('a record goes to the device that it names', () => {
  it.each([
    ['by its address', 'mailboxAddress: 0x1000', 1],
    ['by its address', 'mailboxAddress: 0x2000', 2],
    ['by the end of its path', 'deviceId: cxl-dcd1', 2],
    ['by its path', 'deviceId: /machine/peripheral/cxl-dcd0', 1],
  ])('%s: %s', (_how, where, regions) => {
    expect(causes(replay(HEAD + configuration(where, regions)))).toEqual([]);
  });

  it('by a path of QMP, of which the end is enough', () => {
    const steps = [
      add('cxl-dcd1', 'return: {}'),
      add('/machine/peripheral/cxl-dcd0', refused('region id is too large')),
      add('peripheral/cxl-dcd1', refused('cannot add DPA again while still pending')),
    ];
    expect(causes(replay(HEAD + steps.join('')))).toEqual([]);
  });

  it.each(['', 'cxl-dcd', '/machine/peripheral', 'CXL-DCD1'])('and to none by the path "%s"', (path) => {
    expect(causes(replay(HEAD + add(path, refused('Unable to resolve CXL type 3 device'))))).toEqual([]);
  });

  it('as a whole path that is another device, an inject command is for that device', () => {
    const inject = (path: string, answer: string) =>
      `  - { qmp: cxl-inject-poison, arguments: { path: "${path}", start: 0, length: 64 }, ${answer} }\n`;
    const steps = [
      inject('cxl-dcd1', 'return: {}'),
      inject('cxl-dcd1', refused('Overlap with existing poisoned region not supported')),
      inject('cxl-dcd0', 'return: {}'),
      inject('', refused('Unable to resolve path')),
    ];
    expect(causes(replay(HEAD + steps.join('')))).toEqual([]);
  });
});

describe('which device is at which address', () => {
  const nameless = HEAD.replaceAll(/, mailboxAddress: 0x.000/g, '');

  it('is told by what each answers, and listed with the line', () => {
    const steps = configuration('mailboxAddress: 0x2000', 2) + configuration('mailboxAddress: 0x1000', 1);
    const { inferred, matched } = replay(nameless + steps);
    expect(matched).toBe(2);
    expect(inferred).toEqual([
      { what: 'devices[0].mailboxAddress', value: '0x1000', line: 8 },
      { what: 'devices[1].mailboxAddress', value: '0x2000', line: 7 },
    ]);
  });

  it('may stay open: an address too many is no device', () => {
    const steps = ['0x3000', '0x2000', '0x1000'].map((at, index) => configuration(`mailboxAddress: ${at}`, index || 7));
    const { inferred, issues } = replay(nameless + steps.join(''));
    expect(inferred.map(({ value }) => value)).toEqual(['0x2000', '0x1000']);
    expect(issues).toMatchObject([{ code: 'unknown-device', line: 7 }]);
  });
});

describe('a device that the trace does not describe', () => {
  const trace = HEAD + configuration('mailboxAddress: 0x3000', 1) + configuration('mailboxAddress: 0x3000', 1);

  it('is an issue with its place, told once, and its records are not replayed', () => {
    const { issues, compared, divergences } = replay(trace);
    expect(issues).toMatchObject([{ code: 'unknown-device', line: 7 }]);
    expect(issues[0]?.message).toContain('0x3000');
    expect([compared, divergences]).toEqual([0, []]);
  });

  it('is one by its id as well', () => {
    expect(replay(HEAD + configuration('deviceId: mem7', 1)).issues).toEqual([]);
    const three = ['mem7', 'mem8', 'mem9'].map((id) => configuration(`deviceId: ${id}`, id === 'mem7' ? 1 : 2));
    expect(replay(HEAD + three.join('')).issues).toMatchObject([{ code: 'unknown-device', line: 9 }]);
  });
});

describe('what happens to the machine happens to all devices', () => {
  it('a death of the second is told of the second, and is as recorded', () => {
    const steps = `  - { mailbox: add-dynamic-capacity-response, mailboxAddress: 0x2000, request: { extents: [] } }\n  - crash: SIGSEGV\n`;
    const result = replay(HEAD + steps);
    expect(causes(result)).toEqual([]);
    expect([result.matched, result.compared]).toEqual([1, 1]);
  });

  it('a death in a clock step counts for whichever device it was', () => {
    const trace = HEAD.replace('qemu-10.2', 'qemu-10.0');
    const steps = `  - { mailbox: sanitize, mailboxAddress: 0x2000 }\n  - reset:\n  - clock: 10s\n  - crash: SIGABRT\n`;
    const result = replay(trace + steps);
    expect(causes(result)).toEqual([]);
    expect([result.matched, result.compared]).toEqual([1, 1]);
  });

  it('memory backends are the machine’s: one that is mapped for a device is mapped for all', () => {
    const lazy = `cxltrace: 1
profile: qemu-lazy-rfc
devices:
  - { qomPath: /machine/peripheral/cxl-dcd0, dynamicCapacity: { totalSize: 2GiB, regions: 1 }, mailboxAddress: 0x1000 }
  - { qomPath: /machine/peripheral/cxl-dcd1, dynamicCapacity: { totalSize: 2GiB, regions: 1 }, mailboxAddress: 0x2000 }
steps:
  - { qmp: object-add, arguments: { qom-type: memory-backend-tagged, id: vm0, size: 256MiB, tag: a }, return: {} }
`;
    const offer = (path: string) =>
      `  - { qmp: cxl-add-dynamic-capacity, arguments: { path: ${path}, host-id: 0, selection-policy: prescriptive, region: 0, tag: a, extents: [{ offset: 0, len: 256MiB }] }, return: {} }\n`;
    const accept = (address: string, code: string) =>
      `  - { mailbox: add-dynamic-capacity-response, mailboxAddress: ${address}, request: { extents: [{ startDpa: 0, lengthBytes: 256MiB }] }, returnCode: ${code} }\n`;
    const steps = [
      offer('cxl-dcd0'),
      offer('cxl-dcd1'),
      accept('0x2000', 'success'),
      accept('0x1000', 'invalid-physical-address'),
    ];
    expect(causes(replay(lazy + steps.join('')))).toEqual([]);
  });
});
