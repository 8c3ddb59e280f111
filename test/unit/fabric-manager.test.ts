import { describe, expect, it } from 'vitest';
import { MIB } from '../../src/base/units.js';
import { qemu102 } from '../../src/profiles/qemu-10.2.js';
import { Engine, le64 } from '../engine.js';

const device = (config = {}) => new Engine(config, qemu102);

const BASE = 1024n * MIB;
const TAG = '54'.repeat(16);
const NO_TAG = '00'.repeat(16);

/** An extent of 40 bytes: tag, sequence number and reserved bytes as a fabric manager may write them. */
const extent = (startDpa: bigint, lengthBytes: bigint, rest = '00'.repeat(24)) =>
  le64(startDpa) + le64(lengthBytes) + rest;

const count = (value: number) => value.toString(16).padStart(2, '0').padEnd(8, '0');

const request = (byte: string, extents: readonly string[], stated = count(extents.length)) =>
  `0000${byte}00${'00'.repeat(8)}${NO_TAG}${stated}${extents.join('')}`;

const add = (engine: Engine, ...extents: string[]) => engine.mailbox(0x5604, request('02', extents), 'fm');
const release = (engine: Engine, flags: string, ...extents: string[]) =>
  engine.mailbox(0x5605, request(flags, extents), 'fm');

/** The host's answer or release of one range: 24 bytes an extent. */
const host = (startDpa: bigint, lengthBytes: bigint) =>
  `0100000000000000${le64(startDpa)}${le64(lengthBytes)}${'00'.repeat(8)}`;

describe('what a fabric manager asks', () => {
  it('Get DCD Info: one host, two regions of 2 MiB blocks', () => {
    expect(device().mailbox(0x5600, '', 'fm')).toBe(
      `00 010200000400000002000000${le64(4)}${le64(2n * MIB)}${le64(2n * MIB)}${'00'.repeat(48)}`,
    );
  });

  it('Get Host DC Region Configuration answers any host as host 0', () => {
    const answer = device().mailbox(0x5601, 'ffff0101', 'fm');
    const region = le64(BASE + 512n * MIB) + le64(2) + le64(512n * MIB) + le64(2n * MIB) + '00'.repeat(8);
    expect(answer).toBe(`00 00000201${region}00020000000200000000000000000000`);
    expect(device().mailbox(0x5601, '00000002', 'fm')).toBe('02');
  });

  it('Get DC Region Extent Lists counts accepted extents alone', () => {
    const engine = device();
    add(engine, extent(BASE, 2n * MIB), extent(BASE + 8n * MIB, 2n * MIB));
    expect(engine.mailbox(0x5603, '000000000a00000000000000', 'fm')).toBe(`00 ${'00'.repeat(24)}`);
    // The primary mailbox counts what is offered as well, and fills up with zeros.
    expect(engine.mailbox(0x4801, '0a00000000000000').slice(0, 11)).toBe('00 02000000');
    expect(engine.mailbox(0x5603, '010000000a00000000000000', 'fm')).toBe('02');
    expect(engine.mailbox(0x5603, '000000000a00000001000000', 'fm')).toBe('02');
  });
});

describe('Initiate Dynamic Capacity Add', () => {
  const RAW = `${TAG}0500${'52'.repeat(6)}`;

  it('announces all 40 bytes of an extent; accepted, it has lost its tag', () => {
    const engine = device();
    expect(add(engine, extent(BASE, 2n * MIB, RAW))).toBe('00');
    const event = engine.mailbox(0x0100, '04');
    expect(event).toContain(extent(BASE, 2n * MIB, RAW));
    expect(engine.mailbox(0x4802, host(BASE, 2n * MIB))).toBe('00');
    expect(engine.mailbox(0x5603, '000000000a00000000000000', 'fm')).toBe(
      `00 ${'00'.repeat(8)}01000000010000000000000000000000${extent(BASE, 2n * MIB)}`,
    );
  });

  it('refuses other policies and says so', () => {
    const engine = device();
    expect(engine.mailbox(0x5604, request('00', [extent(BASE, 2n * MIB)]), 'fm')).toBe('02');
    expect(engine.log).toEqual(['CXL extent selection policy not supported.']);
  });

  it.each([
    ['outside the regions', [extent(0n, 2n * MIB)], '0f'],
    ['not aligned to blocks', [extent(BASE, MIB)], '1e'],
    ['twice in the list', [extent(BASE, 2n * MIB), extent(BASE, 2n * MIB)], '1e'],
    ['in two regions at once', [extent(BASE, 2n * MIB), extent(BASE + 512n * MIB, 2n * MIB)], '00'],
    ['without length', [extent(BASE, 0n)], '00'],
  ])('extents %s', (_what, extents, code) => {
    expect(add(device(), ...extents)).toBe(code);
  });

  it('sees an overlap with what is offered before a malformed list', () => {
    const engine = device();
    add(engine, extent(BASE, 4n * MIB));
    expect(add(engine, extent(0n, MIB), extent(BASE, MIB))).toBe('1e');
  });

  it('refuses more than 512 in all, offered ones included', () => {
    const engine = device();
    expect(engine.mailbox(0x5604, request('02', [], '01020000'), 'fm')).toBe('1d');
    add(engine, extent(BASE, 2n * MIB));
    expect(engine.mailbox(0x5604, request('02', [], '00020000'), 'fm')).toBe('1d');
  });

  it('dies of no extents and of one that wraps', () => {
    expect(add(device())).toBe('crash add-without-extents');
    expect(add(device(), extent(BASE, (1n << 64n) - 2n * MIB))).toBe('crash add-extent-wraps');
  });

  it('dies of one that wraps before it sees what that overlaps', () => {
    const engine = device();
    add(engine, extent(BASE + 4n * MIB, 2n * MIB));
    expect(add(engine, extent(BASE, (1n << 64n) - 2n * MIB))).toBe('crash add-extent-wraps');
  });

  it('reads on where the message ends before its extents', () => {
    const engine = device();
    engine.mailbox(0x5604, request('02', [], count(1)), 'fm');
    expect(engine.state.corrupted).toBe('request-read-past-message');
  });
});

describe('Initiate Dynamic Capacity Release', () => {
  const withAccepted = () => {
    const engine = device();
    add(engine, extent(BASE, 8n * MIB));
    engine.mailbox(0x4802, host(BASE, 8n * MIB));
    add(engine, extent(BASE + 64n * MIB, 2n * MIB));
    return engine;
  };

  it('tells the host and releases nothing, forced or not', () => {
    for (const flags of ['01', '11']) {
      const engine = withAccepted();
      expect(release(engine, flags, extent(BASE, 2n * MIB, `${TAG}${'00'.repeat(8)}`))).toBe('00');
      const events = engine.mailbox(0x0100, '04');
      // The last record: type 1 at byte 48, the tag at byte 72.
      expect(events.slice(-160, -158)).toBe('01');
      expect(events.slice(-112, -80)).toBe(TAG);
      expect(engine.state.dynamicCapacity.accepted).toHaveLength(1);
    }
  });

  it.each([
    ['what is only offered', '01', '0f'],
    ['what is only offered, forced', '11', '0f'],
  ])('refuses %s', (_what, flags, code) => {
    expect(release(withAccepted(), flags, extent(BASE + 64n * MIB, 2n * MIB))).toBe(code);
  });

  it('refuses the tag as a policy and says so', () => {
    const engine = withAccepted();
    expect(release(engine, '00', extent(BASE, 2n * MIB))).toBe('02');
    expect(engine.log).toEqual(['CXL extent removal policy not supported.']);
  });

  it('takes an empty list and dies of one that is too long to copy', () => {
    expect(release(withAccepted(), '01')).toBe('00');
    expect(device().mailbox(0x5605, request('01', [], 'ffffffff'), 'fm')).toBe('crash extent-list-too-long-to-copy');
  });
});

describe('Set DC Region Configuration', () => {
  const set = (engine: Engine, region: string, blockBytes: bigint, flags = '00') =>
    engine.mailbox(0x5602, `${region}000000${le64(blockBytes)}${flags}000000`, 'fm');

  it.each([
    ['the one block size', '00', 2n * MIB, '00', '00'],
    ['another block size', '00', 4n * MIB, '00', '02'],
    ['sanitizing on release', '00', 2n * MIB, '01', '03'],
    ['a region beyond the eighth', '08', 2n * MIB, '00', '03'],
    ['a region that is not there', '02', 2n * MIB, '00', 'crash set-region-that-is-not-there'],
  ])('%s', (_what, region, blockBytes, flags, answer) => {
    expect(set(device(), region, blockBytes, flags)).toBe(answer);
  });

  it('refuses a region with accepted extents, not one with offered ones', () => {
    const engine = device();
    add(engine, extent(BASE, 2n * MIB));
    expect(set(engine, '00', 2n * MIB)).toBe('00');
    engine.mailbox(0x4802, host(BASE, 2n * MIB));
    expect(set(engine, '00', 2n * MIB)).toBe('03');
    expect(set(engine, '01', 2n * MIB)).toBe('00');
  });
});
