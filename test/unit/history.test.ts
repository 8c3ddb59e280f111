import { describe, expect, it } from 'vitest';
import { MIB } from '../../src/base/units.js';
import type { Profile } from '../../src/device/profile.js';
import { qemu91 } from '../../src/profiles/qemu-9.1.js';
import { qemu100 } from '../../src/profiles/qemu-10.0.js';
import { qemu102 } from '../../src/profiles/qemu-10.2.js';
import { Engine, le64 } from '../engine.js';

const BASE = 1024n * MIB;

const offer = (engine: Engine, ...offsetsMib: readonly number[]) =>
  engine.qmp('cxl-add-dynamic-capacity', {
    path: '/machine/peripheral/mem0',
    'host-id': 0,
    'selection-policy': 'prescriptive',
    region: 0,
    extents: offsetsMib.map((offset) => ({ offset: offset * 0x100000, len: 0x200000 })),
  });

const answer = (...offsetsMib: readonly number[]) =>
  `0${offsetsMib.length}00000000000000${offsetsMib
    .map((offset) => le64(BASE + BigInt(offset) * MIB) + le64(2n * MIB) + '00'.repeat(8))
    .join('')}`;

const moreFlags = (engine: Engine) => {
  const { records } = engine.state.eventLogs[4] ?? { records: [] };
  return records.map((record) => 'eventFlags' in record && record.eventFlags.more);
};

describe('the More flag on the events of one offer', () => {
  it.each<[Profile, boolean[]]>([
    [qemu91, [true, true, true]],
    [qemu100, [true, true, false]],
  ])('$name', (profile, flags) => {
    const engine = new Engine({}, profile);
    offer(engine, 0, 8, 16);
    expect(moreFlags(engine)).toEqual(flags);
  });

  it('is right everywhere where there is one extent', () => {
    const engine = new Engine({}, qemu91);
    offer(engine, 0);
    expect(moreFlags(engine)).toEqual([false]);
  });
});

describe('the extent list', () => {
  const listOf = (profile: Profile) => {
    const engine = new Engine({}, profile);
    offer(engine, 0, 8);
    engine.mailbox(0x4802, answer(0, 8));
    return engine.mailbox(0x4801, '0a00000000000000').slice(3 + 32);
  };
  const record = (offsetMib: bigint) => le64(BASE + offsetMib * MIB) + le64(2n * MIB) + '00'.repeat(24);

  it('of QEMU 9.1 has the last extent in its first record and nothing in the others', () => {
    expect(listOf(qemu91)).toBe(record(8n) + '00'.repeat(40));
  });

  it('of QEMU 10.0 has each in its own', () => {
    expect(listOf(qemu100)).toBe(record(0n) + record(8n));
  });
});

describe('an answer that is shorter than it says', () => {
  const short = answer(0).slice(0, -16);

  it('is taken by QEMU 9.1, which reads on', () => {
    const engine = new Engine({}, qemu91);
    offer(engine, 0);
    expect(engine.mailbox(0x4802, short)).toBe('00');
    expect(engine.state.corrupted).toBe('request-read-past-message');
  });

  it('is refused by QEMU 10.0', () => {
    const engine = new Engine({}, qemu100);
    offer(engine, 0);
    expect(engine.mailbox(0x4802, short)).toBe('16');
    expect(engine.mailbox(0x4803, short)).toBe('16');
  });
});

describe('extents that are only offered', () => {
  const supportedAndAvailable = (profile: Profile) => {
    const engine = new Engine({}, profile);
    offer(engine, 0, 8);
    return engine.mailbox(0x4800, '0001').slice(-32, -16);
  };

  it('count in QEMU 10.2 and not before', () => {
    expect(supportedAndAvailable(qemu100)).toBe('0002000000020000');
    expect(supportedAndAvailable(qemu102)).toBe('00020000fe010000');
  });
});
