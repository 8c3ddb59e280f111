import { describe, expect, it } from 'vitest';
import { cxl31Device } from '../../src/profiles/cxl-3.1.js';
import { qemu100 } from '../../src/profiles/qemu-10.0.js';
import { qemu102 } from '../../src/profiles/qemu-10.2.js';
import { Engine } from '../engine.js';

const INITIAL = '00 00004b2823000a001900140000000000';

/** valid and enable bits, life used, over- and under-temperature, volatile and persistent errors. */
const set = (engine: Engine, thresholds: string) => engine.mailbox(0x4202, thresholds);

describe('alerts of QEMU 10.2', () => {
  it('are as built, and unknown to 10.0', () => {
    expect(new Engine({}, qemu102).mailbox(0x4201)).toBe(INITIAL);
    expect(new Engine({}, qemu100).mailbox(0x4201)).toBe('03');
  });

  it('are set by their valid bit alone, never disabled, and outlive a reset', () => {
    const engine = new Engine({}, qemu102);
    expect(set(engine, '1900 3200 0000 0000 0700 0900')).toBe('00');
    set(engine, '0100 3200 0000 0000 0000 0000');
    engine.reset();
    expect(engine.mailbox(0x4201)).toBe('00 00194b3223000a001900140007000900');
  });

  it('keep what stands before the first bad threshold', () => {
    const engine = new Engine({}, qemu102);
    expect(set(engine, '0700 3300 2300 1400 0000 0000')).toBe('02');
    expect(engine.mailbox(0x4201)).toBe('00 00014b3323000a001900140000000000');
  });

  it.each([
    ['life used at its critical value', '0100 4b00 0000 0000 0000 0000', '02'],
    ['over-temperature below zero, which reads as large', '0200 0000 ffff 0000 0000 0000', '02'],
    ['under-temperature below zero, which reads as large', '0400 0000 0000 ffff 0000 0000', '00'],
    ['under-temperature at its critical value', '0400 0000 0000 0a00 0000 0000', '02'],
  ])('%s', (_what, thresholds, code) => {
    expect(set(new Engine({}, qemu102), thresholds)).toBe(code);
  });
});

describe('alerts as specified', () => {
  it('are all or none, signed, and can be disabled', () => {
    const engine = new Engine({}, cxl31Device);
    expect(set(engine, '0707 3300 2300 1400 0000 0000')).toBe('02');
    expect(set(engine, '0202 0000 ffff 0000 0000 0000')).toBe('00');
    expect(engine.mailbox(0x4201)).toBe('00 021f4b2823000a00ffff140000000000');
    set(engine, '0200 0000 ffff 0000 0000 0000');
    expect(engine.mailbox(0x4201)).toBe('00 001f4b2823000a00ffff140000000000');
  });
});
