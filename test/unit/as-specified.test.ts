import { describe, expect, it } from 'vitest';
import { MIB } from '../../src/base/units.js';
import { cxl31Device } from '../../src/profiles/cxl-3.1.js';
import { Engine, le64 } from '../engine.js';

const BASE = 1024n * MIB;
const TAG = '5be13bce-ae34-4a77-b6c3-16df975fcf1a';
const TAG_HEX = TAG.replaceAll('-', '');

const device = () => new Engine({}, cxl31Device);

const offer = (engine: Engine, offsetsMib: readonly number[], more = {}) =>
  engine.qmp('cxl-add-dynamic-capacity', {
    path: '/machine/peripheral/mem0',
    'host-id': 3,
    'selection-policy': 'prescriptive',
    region: 0,
    extents: offsetsMib.map((offset) => ({ offset: offset * 0x100000, len: 0x200000 })),
    ...more,
  });

const answer = (offsetsMib: readonly number[], flags = '00') =>
  `0${offsetsMib.length}000000${flags}000000${offsetsMib
    .map((offset) => le64(BASE + BigInt(offset) * MIB) + le64(2n * MIB) + '00'.repeat(8))
    .join('')}`;

const list = (engine: Engine) => engine.mailbox(0x4801, '0a00000000000000').slice(3);

describe('offers and answers', () => {
  it('carry the tag from the operator to the list', () => {
    const engine = device();
    offer(engine, [0], { tag: TAG });
    expect(engine.mailbox(0x0100, '04')).toContain(TAG_HEX);
    engine.mailbox(0x4802, answer([0]));
    expect(list(engine)).toContain(TAG_HEX);
  });

  it('may be answered in any order', () => {
    const engine = device();
    offer(engine, [0]);
    offer(engine, [8]);
    expect([engine.mailbox(0x4802, answer([8])), engine.mailbox(0x4802, answer([0]))]).toEqual(['00', '00']);
  });

  it('may be answered in parts, and what is left out at the end is rejected', () => {
    const engine = device();
    offer(engine, [0, 8, 16]);
    expect(engine.mailbox(0x4802, answer([0], '01'))).toBe('00');
    expect(engine.mailbox(0x4802, answer([8]))).toBe('00');
    expect(engine.mailbox(0x4802, answer([16]))).toBe('0f');
  });

  it('are refused where there is nothing to answer', () => {
    expect(device().mailbox(0x4802, answer([]))).toBe('02');
  });

  it('move the generation number with every change', () => {
    const engine = device();
    offer(engine, [0]);
    const generation = () => list(engine).slice(16, 24);
    expect(generation()).toBe('00000000');
    engine.mailbox(0x4802, answer([0]));
    expect(generation()).toBe('01000000');
    engine.mailbox(0x4803, answer([0]));
    expect(generation()).toBe('02000000');
  });

  it('list accepted extents alone, and take as many as were offered', () => {
    const engine = device();
    const offsets = Array.from({ length: 200 }, (_, index) => 2 * index);
    expect(offer(engine, offsets)).toBe('ok');
    expect(list(engine)).toBe('00'.repeat(16));
    expect(engine.mailbox(0x4800, '0001').slice(-24, -16)).toBe('38010000');
  });

  it('announce the host, what is available, and no warning', () => {
    const engine = device();
    offer(engine, [0]);
    const [record] = engine.state.eventLogs[4]?.records ?? [];
    expect(record).toMatchObject({ hostId: 3, extentsAvailable: 511, flags: { severity: 0 } });
  });
});

describe('event records', () => {
  it('say More only where there are more', () => {
    const engine = device();
    offer(engine, [0]);
    expect(engine.mailbox(0x0100, '04').slice(3, 5)).toBe('00');
  });

  it('are cleared by their handles, or all at once', () => {
    const engine = device();
    offer(engine, [0, 8]);
    expect(engine.mailbox(0x0101, '040001000000 0200')).toBe('0e');
    expect(engine.mailbox(0x0101, '040003000000 010002000300')).toBe('0e');
    expect(engine.mailbox(0x0101, '040100000000')).toBe('00');
    expect(engine.state.eventLogs[4]?.records).toEqual([]);
  });
});

describe('the Command Effects Log', () => {
  const LOG = '0da9c0b5bf414b788f7996b1623b3f17';

  it('is read by bytes, up to its end', () => {
    const engine = device();
    expect(engine.mailbox(0x0401, `${LOG}0400000008000000`)).toBe('00 0001000001011000');
    expect(engine.mailbox(0x0401, `${LOG}8400000004000000`)).toBe('00 03480400');
    expect(engine.mailbox(0x0401, `${LOG}8400000005000000`)).toBe('02');
  });

  it('has the abort in bit 8', () => {
    const log = device().mailbox(0x0401, `${LOG}0000000088000000`);
    expect(log).toContain('00446401');
  });
});

describe('background operations', () => {
  it('show in the status bit exactly while they run', () => {
    const engine = device();
    engine.mailbox(0x4400);
    expect(engine.state.registers.statusBackground).toBe(true);
    engine.advanceMs(8000);
    engine.mailbox(0x4000);
    expect(engine.state.registers.statusBackground).toBe(false);
  });

  it('keep the media disabled while Sanitize runs, and after a reset that ended it', () => {
    const engine = device();
    engine.mailbox(0x4400);
    expect(engine.mailbox(0x4100)).toBe('07');
    engine.reset();
    engine.advanceMs(60_000);
    expect(engine.mailbox(0x4100)).toBe('07');
    expect(engine.mailbox(0x4000)).toMatch(/^00/);
  });
});

describe('what kills QEMU', () => {
  it.each([
    ['no labels read', 0x4102, '0000000000000000', '00'],
    ['no labels written', 0x4103, '0000000000000000', '00'],
    ['more labels than an answer holds', 0x4102, '0000000001080000', '02'],
    ['poison at the end of all addresses', 0x4302, `${le64((1n << 64n) - 64n)}${'00'.repeat(64)}`, '0f'],
  ])('%s', (_what, opcode, request, code) => {
    expect(device().mailbox(opcode, request)).toBe(code);
  });

  it('a poison list longer than an answer comes in parts', () => {
    const engine = device();
    for (let line = 0; line < 130; line++) engine.mailbox(0x4301, le64(line * 128));
    const parts = () => engine.mailbox(0x4300, le64(0) + le64(1 << 20)).slice(3);
    const [first, second, third] = [parts(), parts(), parts()];
    expect([first.slice(0, 2), first.slice(20, 24)]).toEqual(['01', '7e00']);
    expect([second.slice(0, 2), second.slice(20, 24)]).toEqual(['00', '0400']);
    expect(third).toBe(first);
  });

  it('an extent that wraps is refused', () => {
    const extents = [{ offset: 0, len: 0xffff_ffff_ffe0_0000n }];
    expect(offer(device(), [], { extents })).toBe('extent range is beyond the region end');
  });
});

describe('a fabric manager', () => {
  const head = (byte: string, count: string, region = '00') => `0000${byte}${region}${'00'.repeat(24)}${count}`;
  const extent = le64(BASE) + le64(2n * MIB) + TAG_HEX + '00'.repeat(8);

  it.each([
    ['adds nothing', 0x5604, head('02', '00000000'), '02'],
    ['announces more than it sends', 0x5604, head('02', '02000000') + extent, '16'],
    ['names another region than the extent lies in', 0x5604, head('02', '01000000', '01') + extent, '0f'],
    ['sets a region that is not there', 0x5602, `02000000${le64(2n * MIB)}00000000`, '03'],
    ['asks about a host that is not there', 0x5601, '01000800', '02'],
  ])('%s', (_what, opcode, request, code) => {
    expect(device().mailbox(opcode, request, 'fm')).toBe(code);
  });

  it('removes capacity by force', () => {
    const engine = device();
    engine.mailbox(0x5604, head('02', '01000000') + extent, 'fm');
    engine.mailbox(0x4802, answer([0]));
    expect(engine.mailbox(0x5605, head('11', '01000000') + extent, 'fm')).toBe('00');
    expect(engine.state.dynamicCapacity.accepted).toEqual([]);
    expect(engine.state.eventLogs[4]?.records.at(-1)).toMatchObject({ type: 'forced-release-capacity' });
  });
});
