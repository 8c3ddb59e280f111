import { describe, expect, it } from 'vitest';
import { predicates } from '../../src/expect/index.js';
import { expectation } from '../../src/schema/schema-expect.js';
import { PREDICATES } from '../../src/yaml/expectation.js';
import { ACCEPT_FIRST, checkText, offerOf, TRACE_HEAD } from '../checked.js';

interface Case {
  readonly name: string;
  readonly steps: string;
  /** The device, where it is not the usual one. */
  readonly head?: string;
  /** Values that hold after the steps. */
  readonly quiet: readonly string[];
  /** Values that do not hold, with what is said of them. */
  readonly firing: readonly (readonly [value: string, message: string])[];
}

/** A device that gets its capacity from tagged backends. */
const LAZY_HEAD = TRACE_HEAD.replace('qemu-10.0', 'qemu-lazy-rfc').replace('size: 2GiB', 'totalSize: 2GiB');

const SANITIZE = '\n  - mailbox: sanitize\n  - clock: 1s\n';

/** Nine small extents: one record more than the log holds. */
const OVERFLOW = offerOf(...Array.from({ length: 9 }, (_, index) => `${2 * index}MiB`)).replaceAll(
  'len: 128MiB',
  'len: 2MiB',
);

const CASES: readonly Case[] = [
  {
    name: 'accepted',
    steps: offerOf('0') + ACCEPT_FIRST,
    quiet: [
      '[{ startDpa: 0x20000000, lengthBytes: 128MiB, tag: null, sharedSequence: 0 }]',
      '[{ lengthBytes: 0x8000000 }]',
      '[{ tag: 00000000-0000-0000-0000-000000000000 }]',
    ],
    firing: [
      ['[]', 'accepted: expected none, and there is one'],
      ['[{}, {}]', 'accepted: expected 2, and there is one'],
      ['[{ startDpa: 0x28000000 }]', 'accepted[0].startDpa: expected 0x28000000, is 0x20000000'],
      [
        '[{ tag: 5be13bce-ae34-4a77-b6c3-16df975fcf1a }]',
        'accepted[0].tag: expected 5be13bce-ae34-4a77-b6c3-16df975fcf1a, is null',
      ],
      ['[{ startDpa: 1, lengthBytes: 2 }]', 'accepted: not as expected in 2 places'],
    ],
  },
  {
    name: 'pendingGroups',
    steps: offerOf('0', '128MiB') + offerOf('512MiB'),
    quiet: ['2', '[[{ startDpa: 0x20000000 }, { startDpa: 0x28000000 }], [{ startDpa: 0x40000000 }]]'],
    firing: [
      ['0', 'pendingGroups: expected 0, is 2'],
      ['[[{}, {}]]', 'pendingGroups: expected one, and there are 2'],
      ['[[{}], [{}]]', 'pendingGroups[0]: expected one, and there are 2'],
    ],
  },
  {
    name: 'backends',
    head: LAZY_HEAD,
    steps: `
  - qmp: object-add
    arguments: { qom-type: memory-backend-tagged, id: tm0, size: 128MiB, tag: 5be13bce-ae34-4a77-b6c3-16df975fcf1a }
    return: {}
  - qmp: object-add
    arguments: { qom-type: memory-backend-tagged, id: tm1, size: 128MiB }
    return: {}
${offerOf('0').replace('region: 0', 'region: 0\n      tag: 5be13bce-ae34-4a77-b6c3-16df975fcf1a')}    return: {}
  - mailbox: add-dynamic-capacity-response
    request: { extents: [{ startDpa: 0x20000000, lengthBytes: 128MiB }] }
    returnCode: success
`,
    quiet: [
      '{}',
      '{ tm0: { mapped: true, tag: 5be13bce-ae34-4a77-b6c3-16df975fcf1a, sizeBytes: 128MiB }, tm2: null }',
      '{ tm1: { mapped: false, tag: null } }',
    ],
    firing: [
      ['{ tm2: { mapped: true } }', 'backends.tm2: expected { mapped: true }, is null'],
      [
        '{ tm0: null }',
        'backends.tm0: expected null, is { tag: 5be13bce-ae34-4a77-b6c3-16df975fcf1a, mapped: true, sizeBytes: 128MiB }',
      ],
      ['{ tm1: { mapped: true } }', 'backends.tm1.mapped: expected true, is false'],
    ],
  },
  {
    name: 'eventLogs',
    steps: OVERFLOW,
    quiet: ['{ dynamic-capacity: 8, fatal: 0 }', '{ dynamic-capacity: { overflowCount: 1 } }'],
    firing: [
      ['{ dynamic-capacity: 9 }', 'eventLogs.dynamic-capacity: expected 9, is 8'],
      [
        '{ dynamic-capacity: { records: 8, overflowCount: 0 } }',
        'eventLogs.dynamic-capacity.overflowCount: expected 0, is 1',
      ],
    ],
  },
  {
    name: 'extentsAvailable',
    steps: offerOf('0') + ACCEPT_FIRST,
    quiet: ['511'],
    firing: [['512', 'extentsAvailable: expected 512, is 511']],
  },
  {
    name: 'generationNumber',
    steps: offerOf('0') + ACCEPT_FIRST,
    quiet: ['0'],
    firing: [['1', 'generationNumber: expected 1, is 0']],
  },
  {
    name: 'virtualNs',
    steps: '\n  - clock: 1500ms\n',
    quiet: ['1.5s', '1500000000'],
    firing: [['2s', 'virtualNs: expected 2s, is 1.5s']],
  },
  {
    name: 'backgroundOperation',
    steps: SANITIZE,
    quiet: ['{ opcode: sanitize }', '{ opcode: 0x4400, percent: 25 }'],
    firing: [
      ['null', 'backgroundOperation: expected null, is { opcode: 0x4400, percent: 25 }'],
      ['{ percent: 50 }', 'backgroundOperation.percent: expected 50, is 25'],
    ],
  },
  {
    name: 'crashed',
    steps: '\n  - mailbox: add-dynamic-capacity-response\n  - crash: SIGSEGV\n',
    quiet: ['true'],
    firing: [['false', 'crashed: expected false, is true']],
  },
  {
    name: 'returnCode',
    steps: `${ACCEPT_FIRST}\n  - note: words change nothing\n`,
    quiet: ['invalid-physical-address', '0x0f', '15'],
    firing: [['success', 'returnCode: expected success, is invalid-physical-address']],
  },
  {
    name: 'error',
    steps: offerOf('1'),
    quiet: ['dpa or len is not aligned to region block size'],
    firing: [['null', 'error: expected null, is "dpa or len is not aligned to region block size"']],
  },
  {
    name: 'log',
    steps: offerOf('0'),
    quiet: ['[]'],
    firing: [['[a line]', 'log: expected one, and there are none']],
  },
  {
    name: 'divergences',
    steps: '\n  - mailbox: get-timestamp\n    response: { timestampNs: 5 }\n',
    quiet: ['[field-mismatch]', '{ field-mismatch: 1 }'],
    firing: [
      ['[]', 'divergences: expected none, and there is one'],
      ['[null-tag]', 'divergences: not as expected'],
      ['{}', 'divergences: expected {}, is { field-mismatch: 1 }'],
      [
        '{ field-mismatch: 1, null-tag: 1 }',
        'divergences: expected { field-mismatch: 1, null-tag: 1 }, is { field-mismatch: 1 }',
      ],
    ],
  },
];

const failures = (steps: string, name: string, value: string, head = TRACE_HEAD): readonly string[] =>
  checkText(`${head}${steps}  - expect: { ${name}: ${value} }\n`)
    .trace.failing.filter(({ code }) => code === 'expectation-failed')
    .map(({ message }) => message);

describe.each(CASES)('$name', ({ name, head, steps, quiet, firing }) => {
  it.each(quiet)('%s holds', (value) => expect(failures(steps, name, value, head)).toEqual([]));

  it.each(firing)('%s does not hold', (value, message) =>
    expect(failures(steps, name, value, head)).toEqual([message]),
  );
});

describe('what can be expected', () => {
  const names = Object.keys(PREDICATES).sort();

  it('is written, evaluated and tried, each under the same name', () => {
    expect(predicates.map(({ name }) => name).sort(), 'a file in expect/, a line in its index').toEqual(names);
    expect(CASES.map(({ name }) => name).sort(), 'a firing and a quiet case above').toEqual(names);
  });

  it('is in the schema as it is written', () => {
    expect(expectation.safeParse({ nothing: 1 }).success).toBe(false);
    for (const { name, quiet } of CASES) {
      expect(name in expectation.shape, `a line for ${name} in schema/schema-expect.ts`).toBe(true);
      expect(quiet.length).toBeGreaterThan(0);
    }
  });

  it('says why nothing can be said', () => {
    const message = 'returnCode: expected success, and nothing can be said: the step before is no mailbox command';
    expect(failures(offerOf('0'), 'returnCode', 'success')).toEqual([message]);
    expect(failures(ACCEPT_FIRST, 'error', 'null')[0]).toContain('the step before is no modelled QMP command');
  });

  it.each([
    ['acepted: []', 'nothing called "acepted" can be expected (did you mean "accepted"?)'],
    ['accepted: [{ startDpq: 1 }]', 'accepted[0].startDpq: unknown field "startDpq" (did you mean "startDpa"?)'],
    [
      'eventLogs: { dynamic-capcity: 1 }',
      'eventLogs has nothing called "dynamic-capcity" (did you mean "dynamic-capacity"?)',
    ],
    ['eventLogs: { fatal: { record: 1 } }', 'eventLogs.fatal has nothing called "record" (did you mean "records"?)'],
    ['backends: { tm0: { maped: true } }', 'backends.tm0 has nothing called "maped" (did you mean "mapped"?)'],
    ['pendingGroups: many', '"pendingGroups": expected a whole number, or a list of groups of extents, not "many"'],
    ['returnCode: sucess', '"returnCode": expected a return code like success, or a number, not "sucess"'],
  ])('a slip in %s is an issue, and fails', (written, message) => {
    const { result, trace } = checkText(`${TRACE_HEAD}  - expect: { ${written} }\n`);
    expect(result.issues.map((issue) => issue.message.slice(0, message.length))).toEqual([message]);
    expect(trace.failing.map(({ code }) => code)).toEqual(['expectation-failed']);
  });
});
