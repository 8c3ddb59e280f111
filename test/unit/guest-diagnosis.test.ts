import { describe, expect, it } from 'vitest';
import { divergenceKinds } from '../../src/divergence/index.js';
import { guestLine } from '../../src/readers-guest/guest-lines.js';
import { analyse } from '../bundled.js';

const RANGE = '[range 0x0000000020000000-0x0000000027ffffff]';
const TAG = '5be13bce-ae34-4a77-b6c3-16df975fcf1a';

/** A guest's log: each line as its PCI function prints it, a microsecond after the one before. */
const log = (...lines: readonly string[]): Buffer =>
  Buffer.from(
    lines.map((text, index) => `[   12.${String(index).padStart(6, '0')}] cxl_pci 0000:0d:00.0: ${text}\n`).join(''),
  );

/** Code, line and what it follows from, of all that a guest's log comes to. */
const found = (...lines: readonly string[]) =>
  analyse('guest', log(...lines), 'qemu-10.2').divergences.map(
    ({ code, line, severity }) => `${line} ${code} ${severity}`,
  );

const READ = ['Reading event logs: 10', 'Sending command: 0x0100', 'Doorbell wait took 0ms'];
const ADD = 'DCD event add : DPA:0x20000000 LEN:0x8000000';
const TAKEN = `Add extent ${RANGE} (${TAG})`;
const ANSWER = ['Sending command: 0x4802', 'Doorbell wait took 0ms'];
const CLEAR = ["Event log '4': Clearing 1", 'Sending command: 0x0101', 'Doorbell wait took 0ms'];
const REFUSED = 'Mailbox operation had an error: physical address specified is invalid';

const OFFER = {
  path: '/machine/peripheral/cxl-dcd0',
  'host-id': 0,
  'selection-policy': 'prescriptive',
  region: 0,
  tag: TAG,
  extents: [{ offset: 0, len: 0x8000000 }],
};

/** One line of each reason for which some series of the driver drops an extent or a tag, and the code of the reason. */
const REASONS: readonly (readonly [string, string])[] = [
  [`DC extent DPA ${RANGE} (${TAG}) is not in a valid DC partition`, 'region-crossing'],
  [`DC extent DPA ${RANGE} (${TAG}) is not in any DC region`, 'region-crossing'],
  [`DC extent DPA ${RANGE} (${TAG}); tags not supported`, 'host-reject'],
  [`DC extent DPA ${RANGE} (${TAG}) can not be shared`, 'host-reject'],
  [`DC extent DPA ${RANGE}: sharable-partition extent has null tag (firmware bug)`, 'null-tag'],
  [`DC extent DPA ${RANGE} (${TAG}) has invalid length (firmware bug)`, 'misaligned'],
  [
    `DC extent DPA ${RANGE}: sharable-partition extent missing shared_extn_seq (firmware bug)`,
    'shared-sequence-broken',
  ],
  [`duplicate seq_num 1 in tag ${TAG}`, 'shared-sequence-broken'],
  [`Tag ${TAG}: shared_extn_seq gap/dup: expected 2 got 3 (firmware bug)`, 'shared-sequence-broken'],
  [`Tag ${TAG}: dropping group, tag already committed in a previous More-chain (firmware bug)`, 'tag-reuse'],
  [`Tag ${TAG}: extents span DC partitions (DPA:0x20000000 and DPA:0x60000000), firmware bug`, 'region-crossing'],
  [`Tag ${TAG}: dropping group, extent DPA:0x20000000 LEN:0x1000 not 2097152-aligned`, 'misaligned'],
];

describe('what a guest says that it drops', () => {
  it.each(REASONS)('%s', (line, code) => {
    expect(found(...READ, ADD, line, ...ANSWER, ...CLEAR)).toEqual([`5 ${code} warning`, '6 host-reject note']);
  });

  it('is named by codes that are there', () => {
    const codes = REASONS.map(([line]) => guestLine(line)?.fact).map((fact) => fact && 'code' in fact && fact.code);
    expect(divergenceKinds.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
  });
});

describe('what a guest makes of an offer', () => {
  it('is nothing to tell where it takes, answers and clears', () => {
    expect(found(...READ, ADD, TAKEN, ...ANSWER, ...CLEAR)).toEqual([]);
  });

  it('is a rejection where no line shows that it takes anything', () => {
    expect(found(...READ, ADD, ...ANSWER, ...CLEAR)).toEqual(['5 host-reject warning']);
  });

  it('is taken where an early series only tells the DAX driver', () => {
    expect(found(...READ, ADD, 'Trying notify: type 0 HPA:1290000000 LEN:8000000', ...ANSWER, ...CLEAR)).toEqual([]);
  });

  it('never comes where it clears and does not answer', () => {
    expect(found(...READ, ADD, TAKEN, ...CLEAR)).toEqual(['6 pending-never-answered warning']);
    const release = 'DCD event release : DPA:0x20000000 LEN:0x8000000';
    expect(found(...READ, release, ...CLEAR)).toEqual(['5 pending-never-answered warning']);
    expect(found(...READ, release, 'Sending command: 0x4803', ...CLEAR)).toEqual([]);
  });

  it('waits for the end of a chain', () => {
    const more = 'more bit set; delay the surfacing of extent';
    expect(found(...READ, ADD, more, ...CLEAR)).toEqual(['4 more-chain-broken warning']);
    expect(found(...READ, ADD, more, ...CLEAR, ADD, TAKEN, ...ANSWER, ...CLEAR)).toEqual([]);
    const timeout = 'DC add chain timed out; refusing staged extents';
    expect(found(...READ, ADD, more, ...CLEAR, timeout, ...ANSWER)).toEqual([
      '9 more-chain-broken warning',
      '10 host-reject note',
    ]);
  });

  it('may be refused, once for what was not offered, once for what was answered before', () => {
    expect(found(...READ, ADD, TAKEN, ...ANSWER, REFUSED, ...CLEAR)).toEqual(['6 missing-extent-details warning']);
    expect(found(`Extent ${RANGE} exists; accept again`, ...ANSWER, REFUSED)).toEqual(['2 duplicate-response warning']);
    expect(found(...READ, ADD, TAKEN, ...ANSWER, ...CLEAR, ...ANSWER, REFUSED)).toEqual([
      '11 duplicate-response warning',
    ]);
  });
});

describe('what a device refuses of a guest', () => {
  const refusal = (words: string) => `Mailbox operation had an error: ${words}`;
  const RELEASE = [
    'DCD event release : DPA:0x20000000 LEN:0x8000000',
    'Sending command: 0x4803',
    'Doorbell wait took 0ms',
  ];

  it.each([
    ['invalid Extent List', 'misaligned'],
    ['resources are exhausted', 'count-mismatch'],
    ['invalid payload length', 'payload-length'],
    ['cmd input was invalid', 'missing-extent-details'],
  ])('an answer: %s', (words, code) => {
    expect(found(...READ, ADD, TAKEN, ...ANSWER, refusal(words), ...CLEAR)).toEqual([`6 ${code} warning`]);
  });

  it.each([
    ['physical address specified is invalid', 'missing-extent-details'],
    ['cmd input was invalid', 'partial-release-refused'],
    ['invalid Extent List', 'misaligned'],
  ])('a release: %s', (words, code) => {
    const failed = `Failed to release ${RANGE}`;
    expect(found(...READ, ...RELEASE, refusal(words), failed, ...CLEAR)).toEqual([`5 ${code} warning`]);
  });

  it('a release of which nothing but its failure is printed', () => {
    expect(found(`Failed to release ${RANGE}`)).toEqual(['1 missing-extent-details warning']);
  });
});

describe('a guest that does without Dynamic Capacity', () => {
  it.each([
    'Failed to get interrupt for DCD event log',
    'Failed to get interrupt for event dc log',
    'Invalid num of dynamic capacity partitions 9',
    'DPA ordering violation for DC partition 0 and 1',
    'DC partition 0 invalid start 536870912 blk size 3',
    'Failed to read Dynamic Capacity config: -6',
  ])('says so: %s', (line) => {
    expect(found(line)).toEqual(['1 host-reject warning']);
  });

  it('does not where another log has no interrupt', () => {
    expect(found('Failed to get interrupt for event Info log')).toEqual([]);
  });
});

it('a guest of two devices is told of once', () => {
  const { divergences } = analyse('guest', log(...READ, ADD, TAKEN, ...CLEAR), 'qemu-10.2', 2);
  expect(divergences.map(({ code }) => code)).toEqual(['pending-never-answered']);
});

it('a guest that has no such extent names another tag than was asked back', () => {
  expect(found(`release DPA ${RANGE} (${TAG}) matches no dc_extent`)).toEqual(['1 tag-mismatch-on-release warning']);
});

it('a null tag shows where the capacity came with a tag', () => {
  const untagged = '00000000-0000-0000-0000-000000000000';
  const unmatched = `release DPA ${RANGE} (${untagged}) matches no dc_extent`;
  expect(found(...READ, ADD, TAKEN, ...ANSWER, ...CLEAR, unmatched)).toContain('11 null-tag error');
  expect(found(...READ, ADD, TAKEN.replace(TAG, untagged), ...ANSWER, ...CLEAR, unmatched)).toEqual([
    '11 tag-mismatch-on-release warning',
  ]);
});

it('a null tag shows where the operator gave one', () => {
  const recording = [
    {
      kind: 'device',
      cxltrace: 1,
      profile: 'qemu-10.0',
      device: { dynamicCapacityBytes: 1 << 30, dynamicCapacityRegions: 1 },
    },
    { kind: 'qmp', seq: 1, execute: 'cxl-add-dynamic-capacity', arguments: OFFER, return: {} },
    { kind: 'log', seq: 2, source: 'guest', text: ADD.replace('0x20000000', '0x0') },
    {
      kind: 'log',
      seq: 3,
      source: 'guest',
      text: 'Add extent [range 0x0000000000000000-0x0000000007ffffff] (00000000-0000-0000-0000-000000000000)',
    },
  ];
  const { divergences } = analyse('both', Buffer.from(recording.map((one) => `${JSON.stringify(one)}\n`).join('')));
  expect(divergences.map(({ code, line }) => `${line} ${code}`)).toContain('4 null-tag');
});

it('a log that lost records says so in a trace event', () => {
  const traced = (log: string) =>
    `     irq/27-0000:0d:-121     [000] .....    14.551657: cxl_overflow: memdev=mem0 host=0000:0d:00.0 serial=1: log=${log} : 32 records from 17 to 18\n`;
  const codes = (log: string) =>
    analyse('ftrace', Buffer.from(traced(log)), 'qemu-10.2').divergences.map(({ code }) => code);
  expect(codes('0x4')).toEqual(['event-overflow-lost-records']);
  expect(codes('Failure')).toEqual([]);
});

describe('lines of QEMU that say what is wrong', () => {
  it.each([
    ['Could not find the extent detail for DPA 0x20000000 LEN 0x8000000', 'missing-extent-details warning'],
    ['could not find the extent detail for dpa 0x20000000 len 0x8000000', 'missing-extent-details warning'],
    ['The host memory backend for DPA 0x20000000 LEN 0x8000000 is already mapped', 'backend-already-mapped error'],
    ['Warning: memory backend tm0 is already mapped. Reusing it.', 'backend-already-mapped warning'],
    ['Could not get memory region from host memory backend', 'backend-without-memory error'],
  ])('%s', (line, expected) => {
    const { divergences } = analyse('qemu', Buffer.from(`${line}\n`), 'qemu-lazy-rfc');
    expect(divergences.map(({ code, severity }) => `${code} ${severity}`)).toEqual([expected]);
  });
});
