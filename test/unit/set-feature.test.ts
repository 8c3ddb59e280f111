import { expect, test } from 'vitest';
import { benchDevice } from './bench-device.js';

const SCRUB = '96dad7d6fde8482ba73375774e06db8a';
const ECS = 'e5b13f2223284a14b8bab9691e893386';
const ACTIONS = { full: '00', initiate: '01', continue: '02', finish: '03', abort: '04', reserved: '05' } as const;

const set = (feature: string, action: keyof typeof ACTIONS, data: string, offset = '0000', version = '01'): string =>
  `${feature}${ACTIONS[action]}000000${offset}${version}${'00'.repeat(9)}${data}`;

const get = (feature: string, offset = '0000', count = '0008'): string => `${feature}${offset}${count}00`;

const ECS_FRESH = '01010300000103000001030000';

test('a full transfer sets the hours and the enable bit, other flag bits do not count', () => {
  const device = benchDevice();
  expect(device.send(0x0501, get(SCRUB))).toBe('0: 030c0100');
  expect(device.send(0x0502, set(SCRUB, 'full', '18ff'))).toBe('0: ');
  expect(device.send(0x0501, get(SCRUB))).toBe('0: 03180101');
});

test('what a partial full transfer leaves out applies as zero', () => {
  const device = benchDevice();
  device.send(0x0502, set(SCRUB, 'full', '01', '0100'));
  expect(device.send(0x0501, get(SCRUB))).toBe('0: 03000101');
});

test('parts in any order and of any length; a reserved action stores like continue', () => {
  const device = benchDevice();
  device.send(0x0502, set(ECS, 'initiate', '0500', '0500'));
  device.send(0x0502, set(ECS, 'reserved', '00ffff'));
  expect(device.send(0x0501, get(ECS))).toBe('27: ');
  device.send(0x0502, set(ECS, 'finish', '04', '0300'));
  expect(device.send(0x0501, get(ECS))).toBe('0: 00011f00000104000001050000');
});

test('an abort needs data, changes nothing and closes the transfer', () => {
  const device = benchDevice();
  device.send(0x0502, set(ECS, 'initiate', '00'));
  expect(device.send(0x0502, set(ECS, 'abort', ''))).toBe('22: ');
  expect(device.send(0x0502, set(ECS, 'abort', '00'))).toBe('0: ');
  expect(device.send(0x0501, get(ECS))).toBe(`0: ${ECS_FRESH}`);
});

test('initiating an unknown feature locks all others out, for good', () => {
  const device = benchDevice();
  expect(device.send(0x0502, set('33'.repeat(16), 'initiate', '00'))).toBe('3: ');
  device.reset();
  expect(device.send(0x0502, set(SCRUB, 'full', '1801'))).toBe('27: ');
  expect(device.send(0x0501, get(SCRUB))).toBe('0: 030c0100');
});

test('Get Feature: the null UUID of an idle device, ranges, selections', () => {
  const device = benchDevice();
  expect(device.send(0x0501, get('00'.repeat(16)))).toBe('27: ');
  expect(device.send(0x0501, get(ECS, '0c00', '0100'))).toBe('0: 00');
  expect(device.send(0x0501, get(ECS, '0d00', '0100'))).toBe('2: ');
  expect(device.send(0x0501, get(ECS, '0100', '0008'))).toBe('2: ');
  expect(device.send(0x0501, `${ECS}0000010001`)).toBe('3: ');
});

test('the count of Get Supported Features is cut to 16 bits after the division', () => {
  const device = benchDevice();
  expect(device.send(0x0500, '0700000000000000')).toBe('2: ');
  expect(device.send(0x0500, '3700000000000000')).toBe('0: 0000020000000000');
  expect(device.send(0x0500, '3800000001000000')).toMatch(new RegExp(`^0: 0100020000000000${ECS}01000d000700`));
  // 8 + 48 * 65536 bytes: no entry.
  expect(device.send(0x0500, '0800300000000000')).toBe('0: 0000020000000000');
});

test('a scrub transfer of repeated bytes zeroes the attributes behind its buffer', () => {
  const device = benchDevice();
  device.send(0x0502, set(SCRUB, 'initiate', '1801'));
  device.send(0x0502, set(SCRUB, 'continue', '1801'));
  device.send(0x0502, set(SCRUB, 'finish', '1801'));
  expect(device.send(0x0501, get(ECS))).toBe(`0: 00000000${ECS_FRESH.slice(8)}`);
  expect(device.corruption()).toBeNull();
});

test('behind 28 bytes of a scrub transfer lies the pointer to the memory: some of it is worse than all', () => {
  const behindStatic = '0000004000000000';
  for (const [bytes, corruption, atStatic, atDynamic] of [
    [28, null, '0: ', '0: '],
    [29, 'feature-buffer-overrun', '0: ', '0: '],
    [30, 'feature-buffer-overrun', 'dies: clear-poison-through-torn-pointer', null],
    [33, 'feature-buffer-overrun', 'dies: clear-poison-through-torn-pointer', null],
    [34, 'feature-buffer-overrun', '0: ', '4: '],
  ] as const) {
    const device = benchDevice();
    device.send(0x0502, set(SCRUB, 'initiate', '18'));
    for (let sent = 2; sent < bytes; sent++) device.send(0x0502, set(SCRUB, 'continue', '18'));
    device.send(0x0502, set(SCRUB, 'finish', '18'));
    expect(device.corruption()).toBe(corruption);
    expect(device.send(0x4302, '00'.repeat(72))).toBe(atStatic);
    if (atDynamic !== null) expect(device.send(0x4302, behindStatic + '00'.repeat(64))).toBe(atDynamic);
  }
});

test('without Dynamic Capacity there is nothing behind the buffer to lose', () => {
  const device = benchDevice({ dynamicCapacityBytes: 0n, dynamicCapacityRegions: 0 });
  device.send(0x0502, set(ECS, 'initiate', '01030003000300'));
  for (let sent = 0; sent < 5; sent++) device.send(0x0502, set(ECS, 'continue', '01030003000300'));
  device.send(0x0502, set(ECS, 'finish', '01030003000300'));
  expect(device.corruption()).toBeNull();
});
