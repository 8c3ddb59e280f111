import { describe, expect, it } from 'vitest';
import { GIB, MIB } from '../../src/base/units.js';
import { qemu102 } from '../../src/profiles/qemu-10.2.js';
import { Engine, le64 } from '../engine.js';

const device = () => new Engine({}, qemu102);

const range = (startDpa: bigint, lengthBytes: bigint) => le64(startDpa) + le64(lengthBytes);
const zero = (...ranges: string[]) => `01010000${ranges.length.toString(16).padStart(2, '0')}000000${ranges.join('')}`;
const discover = (start: string, count: string, ranges = '00000000') => `00000000${ranges}${start}00${count}00`;

describe('discovery', () => {
  it.each([
    ['all three', discover('00', '03'), `00 ${le64(64)}03000300000001000101`],
    ['the last', discover('02', '01'), `00 ${le64(64)}030001000101`],
    ['one too many', discover('01', '03'), '02'],
    ['with ranges', discover('00', '03', '01000000'), '02'],
    ['cut short', '0000000000000000', '16'],
    ['shorter than its head', '00000000', '16'],
    ['of another class', '02000000000000000000 0300', '03'],
  ])('%s', (_what, request, answer) => {
    expect(device().mailbox(0x4402, request)).toBe(answer);
  });
});

describe('overwriting', () => {
  it.each([
    ['nothing', zero(), '00'],
    ['a line', zero(range(0n, 64n)), '01'],
    ['a range that is announced and not there', '0101000001000000', '16'],
    ['half a line', zero(range(0n, 32n)), '02'],
    ['no bytes', zero(range(0n, 0n)), '02'],
    ['past the end', zero(range(2n * GIB - 64n, 128n)), '02'],
    ['capacity that is not accepted', zero(range(GIB + 2n * MIB, 64n)), '02'],
    ['the first byte of the regions, which is not looked at', zero(range(GIB, 64n)), '01'],
  ])('%s', (_what, request, code) => {
    expect(device().mailbox(0x4402, request)).toBe(code);
  });

  it('keeps every other background command waiting, and cannot be aborted', () => {
    const engine = device();
    engine.mailbox(0x4402, zero(range(0n, 512n * MIB)));
    expect(engine.mailbox(0x4402, discover('00', '03'))).toBe('06');
    expect(engine.mailbox(0x0005)).toBe('20');
    engine.advanceMs(3000);
    expect(engine.state.ccis.primary.background.percent).toBe(75);
    engine.advanceMs(1000);
    expect(engine.mailbox(0x4402, discover('00', '01'))).toMatch(/^00/);
  });
});

describe('Request Abort Background Operation', () => {
  it('finds nothing that could be aborted at first', () => {
    expect(device().mailbox(0x0005)).toBe('20');
  });

  it('stops an operation below 85 % and leaves it as it was', () => {
    const engine = device();
    expect(engine.mailbox(0x4400)).toBe('01');
    engine.advanceMs(2000);
    expect(engine.mailbox(0x0005)).toBe('00');
    engine.advanceMs(60_000);
    const { background } = engine.state.ccis.primary;
    expect([background.percent, background.returnCode, background.isAborted]).toEqual([25, 0x12, true]);
    // The media stay disabled by the Sanitize that did not end.
    expect(engine.state.registers.memoryDeviceStatus).toBe(0x1cn);
  });

  it('lets an operation at 85 % end', () => {
    const engine = device();
    engine.mailbox(0x4400);
    engine.advanceMs(7000);
    expect(engine.mailbox(0x0005)).toBe('00');
    engine.advanceMs(1000);
    expect(engine.state.ccis.primary.background.percent).toBe(100);
    expect(engine.state.registers.memoryDeviceStatus).toBe(0x14n);
  });
});
