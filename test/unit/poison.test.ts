import { describe, expect, it } from 'vitest';
import { Engine, le64 } from '../engine.js';

const poison = (engine: Engine, start: bigint | number, length: bigint | number, path = 'mem0') =>
  engine.qmp('cxl-inject-poison', { path, start, length });
const clear = (engine: Engine, dpa: bigint | number) => engine.mailbox(0x4302, le64(dpa) + 'a5'.repeat(64));

/** The list as the device keeps it, newest first: start, length, source. */
const list = (engine: Engine) =>
  engine.state.poison.list.map(
    ({ startDpa, lengthBytes, source }) => `${startDpa.toString(16)}+${lengthBytes.toString(16)} ${source}`,
  );

/** The records that a query finds: address with source bits, lines. */
function query(engine: Engine, start: bigint | number, lines: bigint | number): readonly string[] | string {
  const answer = engine.mailbox(0x4300, le64(start) + le64(lines));
  if (!answer.startsWith('00 ')) return answer;
  const found = answer.slice(3 + 64).match(/.{32}/g) ?? [];
  return found.map((hex) => {
    const view = new DataView(Uint8Array.from(Buffer.from(hex, 'hex')).buffer);
    return `${view.getBigUint64(0, true).toString(16)} ${view.getUint32(8, true)}`;
  });
}

const TOP = (1n << 64n) - 64n;

describe('what is injected', () => {
  it('by the operator: multiples of a line, then its alignment, then the path, then overlaps', () => {
    const engine = new Engine();
    expect(poison(engine, 1, 1, 'nowhere')).toBe('Poison injection must be in multiples of 64 bytes');
    expect(poison(engine, 1, 64, 'nowhere')).toBe('Poison start address must be 64 byte aligned');
    expect(poison(engine, 0, 64, 'nowhere')).toBe('Unable to resolve path');
    expect(poison(engine, 0, 64, '/')).toBe('Path does not point to a CXL type 3 device');
    expect(poison(engine, 0x1000, 0x1000)).toBe('ok');
    expect(poison(engine, 0x1fc0, 64)).toBe('Overlap with existing poisoned region not supported');
    expect(poison(engine, 0x2000, 64)).toBe('ok');
    expect(poison(engine, 0xfc0, 64)).toBe('ok');
    expect(list(engine)).toEqual(['fc0+40 internal', '2000+40 internal', '1000+1000 internal']);
  });

  it('an empty range is taken as often as it comes, except inside another', () => {
    const engine = new Engine();
    expect([poison(engine, 0x40, 0), poison(engine, 0x40, 0)]).toEqual(['ok', 'ok']);
    poison(engine, 0x1000, 0x1000);
    expect(poison(engine, 0x1000, 0)).toBe('ok');
    expect(poison(engine, 0x1040, 0)).toBe('Overlap with existing poisoned region not supported');
  });

  it('a range at the top of the address space ends at 0 and overlaps nothing', () => {
    const engine = new Engine();
    expect([poison(engine, TOP, 64), poison(engine, TOP, 64), poison(engine, -64, 64)]).toEqual(['ok', 'ok', 'ok']);
    expect(query(engine, TOP, 1)).toHaveLength(3);
  });

  it('by the host: no alignment, no range, nothing where the line is poisoned already', () => {
    const engine = new Engine();
    expect(engine.mailbox(0x4301, le64(0x1001))).toBe('00');
    expect(engine.mailbox(0x4301, le64(0x1001))).toBe('00');
    expect(engine.mailbox(0x4301, le64(0x1002))).toBe('00');
    expect(list(engine)).toEqual(['1002+40 injected', '1001+40 injected']);
    expect(query(engine, 0x1000, 1)).toEqual(['1003 1', '1003 1']);
    expect(engine.mailbox(0x4301, le64(0x1001).slice(2))).toBe('16');
  });

  it('by the host at the top of the address space: known there as the line that ends at 0', () => {
    const engine = new Engine();
    engine.mailbox(0x4301, le64(TOP));
    engine.mailbox(0x4301, le64(TOP));
    expect(list(engine)).toHaveLength(1);
  });

  it('by the host up to the limit', () => {
    const engine = new Engine();
    for (let index = 0; index < 256; index++) expect(engine.mailbox(0x4301, le64(0x40 * index))).toBe('00');
    expect(engine.mailbox(0x4301, le64(0x10000))).toBe('10');
    expect(engine.mailbox(0x4301, le64(0))).toBe('00');
    expect(engine.state.poison.hasOverflowed).toBe(false);
  });
});

describe('what a query finds', () => {
  it('cuts ranges to the query', () => {
    const engine = new Engine();
    poison(engine, 0x1000, 0x1000);
    expect(query(engine, 0x1800, 4)).toEqual(['1802 4']);
    expect(query(engine, 0, 0x41)).toEqual(['1002 1']);
    expect(query(engine, 0, 0x40)).toEqual([]);
    expect(query(engine, 0x2000, 1)).toEqual([]);
    expect(query(engine, 0x1020, 1)).toBe('02');
  });

  it('nothing at 0 finds everything; nothing elsewhere finds what goes on across it', () => {
    const engine = new Engine();
    poison(engine, 0x1000, 0x1000);
    // The lengths are what the device's arithmetic makes of it.
    expect(query(engine, 0, 0)).toEqual([`1002 ${0x1_0000_0000 - 0x40}`]);
    expect(query(engine, 0x1800, 0)).toEqual(['1802 0']);
    expect(query(engine, 0x1000, 0)).toEqual([]);
    expect(query(engine, 0, 1n << 58n)).toHaveLength(1);
  });

  it('126 records fill the payload, 127 kill the device', () => {
    const engine = new Engine();
    for (let index = 0; index < 127; index++) poison(engine, 0x80 * index, 64);
    expect(query(engine, 0, 0x100 - 4)).toHaveLength(126);
    expect(query(engine, 0, 0x100)).toBe('crash poison-list-too-long');
  });
});

describe('what is cleared', () => {
  it('splits a range: the part before is inserted first, the part behind second', () => {
    const engine = new Engine();
    poison(engine, 0x2000, 0x1000);
    expect(clear(engine, 0x2100)).toBe('00');
    expect(query(engine, 0x2000, 0x40)).toEqual(['2142 59', '2002 4']);
    expect(clear(engine, 0x2000)).toBe('00');
    expect(list(engine)).toEqual(['2040+c0 internal', '2140+ec0 internal']);
    expect(clear(engine, 0x2fc0)).toBe('00');
    expect(list(engine)).toEqual(['2140+e80 internal', '2040+c0 internal']);
    expect(clear(engine, 0x8000)).toBe('00');
  });

  it('keeps the source, and goes by the byte where the address is not aligned', () => {
    const engine = new Engine();
    engine.mailbox(0x4301, le64(0x1000));
    expect(clear(engine, 0x1010)).toBe('00');
    expect(list(engine)).toEqual(['1000+10 injected']);
    expect(query(engine, 0x1000, 1)).toEqual(['1003 0']);
  });

  it('loses the part behind where the list is full, and says so by the overflow', () => {
    const engine = new Engine();
    poison(engine, 0x100000, 0x1000);
    for (let index = 0; index < 255; index++) poison(engine, 0x80 * index, 64);
    engine.mailbox(0x0301, le64(7));
    expect(clear(engine, 0x100800)).toBe('00');
    expect(engine.state.poison).toMatchObject({ hasOverflowed: true, overflowNs: 7n, backup: [] });
    expect(list(engine)).toHaveLength(256);
    expect(list(engine)[0]).toBe('100000+800 internal');
    engine.advanceMs(1);
    // Another loss is noted anew.
    expect(clear(engine, 0x100400)).toBe('00');
    expect(engine.state.poison.overflowNs).toBe(1_000_007n);
  });

  it('ends at the end of static and Dynamic Capacity', () => {
    const end = 2n << 30n;
    expect(clear(new Engine(), end - 64n)).toBe('00');
    expect(clear(new Engine(), end - 63n)).toBe('0f');
    const small = new Engine({ dynamicCapacityRegions: 0, dynamicCapacityBytes: 0n });
    expect(clear(small, (1n << 30n) - 64n)).toBe('00');
    expect(clear(small, 1n << 30n)).toBe('0f');
  });

  it('passes where the end wraps: written outside, or without Dynamic Capacity the end', () => {
    const engine = new Engine();
    expect(clear(engine, TOP)).toBe('00');
    expect(engine.state.corrupted).toBe('poison-write-wraps');
    expect(clear(new Engine(), TOP - 1n)).toBe('0f');
    const small = new Engine({ dynamicCapacityRegions: 0, dynamicCapacityBytes: 0n });
    expect(clear(small, TOP)).toBe('crash clear-poison-beyond-memory');
  });
});
