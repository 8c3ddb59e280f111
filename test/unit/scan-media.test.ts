import { describe, expect, it } from 'vitest';
import { GIB, MIB } from '../../src/base/units.js';
import { scanTimeMs } from '../../src/device/scan.js';
import { Engine, le64 } from '../engine.js';

describe('how long a scan takes', () => {
  // Exact multiples usually come out one lower: the constant lies just below 0.0005 / 64.
  it.each([
    [0n, 1n],
    [1n, 1n],
    [2000n, 1n],
    [4000n, 1n],
    [6000n, 2n],
    [8000n, 3n],
    [10000n, 5n],
    [18000n, 9n],
    [20000n, 10n],
    [34000n, 17n],
  ])('%i lines: %i ms', (lines, ms) => {
    expect(scanTimeMs(lines * 64n)).toBe(ms);
  });

  it.each([
    [256n * MIB, 2097n],
    [512n * MIB, 4194n],
    [GIB, 8388n],
    [4n * GIB, 33554n],
    [(1n << 64n) - 64n, 144115188075855n],
  ])('%i bytes: %i ms', (bytes, ms) => {
    expect(scanTimeMs(bytes)).toBe(ms);
  });
});

const scan = (start: bigint, lines: bigint, flags = '01') => le64(start) + le64(lines) + flags;

describe('what can be scanned', () => {
  it.each([
    ['all static capacity', 0n, 1n << 24n, '00 c4200000'],
    ['one line more', 0n, (1n << 24n) + 1n, '0f'],
    ['Dynamic Capacity', 1n << 30n, 1n, '0f'],
    ['an unaligned start', 0x20n, 1n, '02'],
    ['an unaligned start behind the end', (1n << 40n) + 1n, 1n, '02'],
    ['an end that wraps to 0', (1n << 64n) - 64n, 1n, '00 01000000'],
    ['a length that wraps to 0', 0n, 1n << 58n, '00 01000000'],
    ['nothing', 0n, 0n, '00 01000000'],
  ])('%s', (_what, start, lines, answer) => {
    const engine = new Engine();
    expect(engine.mailbox(0x4303, le64(start) + le64(lines))).toBe(answer);
    expect(engine.mailbox(0x4304, scan(start, lines))).toBe(answer.startsWith('00') ? '01' : answer);
  });

  it('says that events are not written, where they are wanted', () => {
    const engine = new Engine();
    engine.mailbox(0x4304, scan(0x20n, 1n, '00'));
    expect(engine.log).toEqual([]);
    engine.mailbox(0x4304, scan(0n, 1n, '02'));
    expect(engine.log).toEqual([]);
    engine.advanceMs(1000);
    engine.mailbox(0x4304, scan(0n, 1n, '00'));
    expect(engine.log).toEqual(['Scan Media Event Log is unsupported']);
  });
});

const WHOLE = le64(0) + le64(1n << 24n);
const flagsOf = (answer: string) => Number.parseInt(answer.slice(3, 5), 16);
const SCAN_IN_PROGRESS = 4;
const OVERFLOW = 2;

describe('while a scan runs', () => {
  it('the list is frozen for the host, not for the operator, and the flag is up', () => {
    const engine = new Engine();
    expect(engine.mailbox(0x4301, le64(0x40))).toBe('00');
    expect(engine.mailbox(0x4305)).toBe('03');
    expect(engine.mailbox(0x4304, scan(0n, 1n))).toBe('01');
    expect(engine.mailbox(0x4301, le64(0x1000))).toBe('00');
    expect(engine.mailbox(0x4302, le64(0x40) + '00'.repeat(64))).toBe('00');
    expect(engine.qmp('cxl-inject-poison', { path: 'mem0', start: 0x2000, length: 64 })).toBe('ok');
    const busy = engine.mailbox(0x4300, WHOLE);
    expect(flagsOf(busy)).toBe(SCAN_IN_PROGRESS);
    expect(engine.mailbox(0x4304, scan(0n, 1n))).toBe('06');
    expect(engine.mailbox(0x4305)).toBe('03');
    engine.advanceMs(1000);
    const done = engine.mailbox(0x4300, WHOLE);
    expect(flagsOf(done)).toBe(0);
    expect(done.slice(3 + 64)).toBe(`${le64(0x2002)}0100000000000000${le64(0x43)}0100000000000000`);
    // Without an overflow a scan finds nothing.
    expect(engine.mailbox(0x4305)).toBe(`00 ${'00'.repeat(32)}`);
  });

  it('another background operation freezes nothing', () => {
    const engine = new Engine();
    expect(engine.mailbox(0x4400)).toBe('01');
    expect(engine.mailbox(0x4301, le64(0x40))).toBe('00');
    expect(flagsOf(engine.mailbox(0x4300, WHOLE))).toBe(0);
    expect(engine.state.poison.list).toHaveLength(1);
  });
});

/** A device whose list is full of lines from 0 on, each second one, and whose backup has three ranges. */
function overflowed(before: (engine: Engine) => void = () => undefined): Engine {
  const engine = new Engine();
  before(engine);
  engine.mailbox(0x0301, le64(1000));
  const inject = (start: number, length = 64) => engine.qmp('cxl-inject-poison', { path: 'mem0', start, length });
  for (let index = 0; index < 256; index++) expect(inject(0x80 * index)).toBe('ok');
  engine.advanceMs(1);
  for (const start of [0x100000, 0x200000, 0x300000]) expect(inject(start, 128)).toBe('ok');
  return engine;
}

const QUERY = le64(0x100000) + le64(0x10000);

describe('a scan after an overflow', () => {
  it('overflow keeps its first time, and a duplicate in the backup is no overlap', () => {
    const engine = overflowed();
    engine.advanceMs(1);
    expect(engine.qmp('cxl-inject-poison', { path: 'mem0', start: 0x100000, length: 128 })).toBe('ok');
    const answer = engine.mailbox(0x4300, QUERY);
    expect(answer).toBe(`00 0200${le64(1_001_000)}0000${'00'.repeat(20)}`);
    expect(engine.mailbox(0x4301, le64(0x100000))).toBe('10');
  });

  it('throws the list away and brings back what the backup has in the range', () => {
    const engine = overflowed();
    expect(engine.mailbox(0x4304, scan(0x100000n, 0x8000n))).toBe('01');
    // The new list shows at once.
    const during = engine.mailbox(0x4300, QUERY);
    expect(flagsOf(during)).toBe(OVERFLOW | SCAN_IN_PROGRESS);
    expect(during.slice(3 + 64)).toBe(`${le64(0x100002)}0200000000000000${le64(0x200002)}0200000000000000`);
    engine.advanceMs(2000);
    // As many results as there are ranges in the list: the overflow is over.
    expect(flagsOf(engine.mailbox(0x4300, QUERY))).toBe(0);
    expect(engine.mailbox(0x4305)).toBe(
      `00 ${'00'.repeat(18)}0200${'00'.repeat(12)}${le64(0x100000)}0200000000000000${le64(0x200000)}0200000000000000`,
    );
    expect(engine.mailbox(0x4305)).toBe(`00 ${'00'.repeat(32)}`);
    expect(engine.state.poison.backup.map(({ startDpa }) => startDpa)).toEqual([0x300000n]);
  });

  it('ends the overflow although nothing of the list came back, where nothing was in the range', () => {
    const engine = overflowed();
    engine.mailbox(0x4304, scan(0n, 1n));
    engine.advanceMs(1000);
    expect(engine.state.poison).toMatchObject({ list: [], hasOverflowed: false });
    // What stays in the backup comes with a later scan.
    engine.mailbox(0x4304, scan(0n, 0x100000n));
    expect(engine.state.poison.list).toHaveLength(3);
  });

  it('leaves the overflow where results were read before the scan ended', () => {
    const engine = overflowed((early) => {
      early.mailbox(0x4304, scan(0n, 1n));
      early.advanceMs(1000);
    });
    engine.mailbox(0x4304, scan(0n, 0x100000n));
    expect(engine.mailbox(0x4305).slice(3 + 36, 3 + 40)).toBe('0300');
    engine.advanceMs(2000);
    expect(flagsOf(engine.mailbox(0x4300, QUERY))).toBe(OVERFLOW);
  });

  it('results come 126 at a time', () => {
    const engine = overflowed();
    for (let index = 0; index < 197; index++)
      engine.qmp('cxl-inject-poison', { path: 'mem0', start: 0x400000 + 0x80 * index, length: 64 });
    engine.mailbox(0x4304, scan(0n, 0x1000000n));
    engine.advanceMs(9000);
    const first = engine.mailbox(0x4305);
    expect([first.length, first.slice(3 + 32, 3 + 34), first.slice(3 + 36, 3 + 40)]).toEqual([3 + 4096, '01', '7e00']);
    const second = engine.mailbox(0x4305);
    expect([second.slice(3 + 32, 3 + 34), second.slice(3 + 36, 3 + 40)]).toEqual(['00', '4a00']);
  });

  it('survives a reset; what a scan had begun does not end by itself', () => {
    const engine = overflowed();
    engine.mailbox(0x4304, scan(0n, 1n));
    engine.reset();
    expect(flagsOf(engine.mailbox(0x4300, QUERY)) & SCAN_IN_PROGRESS).toBe(0);
    expect(engine.mailbox(0x4305)).toBe('03');
    expect(engine.advanceMs(1000)).toBe('crash reset-during-background-operation');
  });
});
