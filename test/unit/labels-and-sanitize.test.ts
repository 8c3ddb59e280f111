import { expect, test } from 'vitest';
import { MIB } from '../../src/base/units.js';
import { overwriteMs } from '../../src/device/sanitize.js';
import { benchDevice } from './bench-device.js';

/** A Get LSA request. */
const labels = (offset: number, lengthBytes: number): string => {
  const request = Buffer.alloc(8);
  request.writeUInt32LE(offset, 0);
  request.writeUInt32LE(lengthBytes, 4);
  return request.toString('hex');
};

test('labels are bytes: written anywhere, read anywhere, to the last one', () => {
  const device = benchDevice();
  expect(device.send(0x4103, '0000000000000000 00010203')).toBe('0: ');
  expect(device.send(0x4103, '02000000deadbeef aa')).toBe('0: ');
  expect(device.send(0x4102, labels(1, 4))).toBe('0: 01aa0300');
  expect(device.send(0x4103, 'ffff0f0000000000 77')).toBe('0: ');
  expect(device.send(0x4102, labels(0xfffff, 1))).toBe('0: 77');
  expect(device.send(0x4102, labels(0xfffff, 2))).toBe('2: ');
  expect(device.send(0x4102, labels(0xffffffff, 1))).toBe('2: ');
  expect(device.send(0x4103, '00001000 00000000 01')).toBe('2: ');
});

test('an access of no bytes kills a device with labels, but not outside the area', () => {
  expect(benchDevice().send(0x4102, labels(0, 0))).toBe('dies: lsa-access-without-length');
  expect(benchDevice().send(0x4103, '0000000000000000')).toBe('dies: lsa-access-without-length');
  expect(benchDevice().send(0x4102, labels(0x100001, 0))).toBe('2: ');
});

test('a device without labels takes accesses of no bytes and no others', () => {
  const device = benchDevice({ persistentBytes: 0n, lsaBytes: 0n });
  expect(device.send(0x4102, labels(0, 0))).toBe('0: ');
  expect(device.send(0x4103, '0000000000000000')).toBe('0: ');
  expect(device.send(0x4102, labels(0, 1))).toBe('2: ');
});

test('labels longer than the payload area overwrite the device state behind it', () => {
  const device = benchDevice();
  device.send(0x0301, '0100000000000000');
  expect(device.send(0x4102, labels(0, 2048 + 64)).length).toBe(3 + 2 * (2048 + 64));
  expect(device.register('memory-device-status')).toBe('0');
  expect(device.send(0x0300)).toBe('0: 0000000000000000');
  expect(device.send(0x4100)).toBe(`0: ${'00'.repeat(32)}`);
  expect(device.corruption()).toBeNull();
  device.send(0x0103, '01010101');
  device.send(0x4102, labels(0, 2048 + 104));
  expect(device.send(0x0102)).toBe('0: 0031415100');
  expect(device.corruption()).toBe('response-overruns-payload');
});

test('written labels decide what the overwritten state says', () => {
  const device = benchDevice();
  device.send(0x4103, '0808000000000000 1c00000000000000 01');
  device.send(0x4102, labels(0, 2048 + 17));
  expect(device.register('memory-device-status')).toBe('1c');
});

test('labels can be filled with what lies behind the payload area', () => {
  const device = benchDevice();
  device.send(0x4103, '0000000000000000', { lengthBytes: 2048 + 16 });
  expect(device.send(0x4102, labels(2040, 16))).toBe('0: 00000000000000001400000000000000');
});

test('sanitize: four seconds, media disabled meanwhile, then labels and events gone', () => {
  const device = benchDevice({ volatileBytes: 256n * MIB, persistentBytes: 256n * MIB });
  device.send(0x4103, '0000000000000000 ffff');
  expect(device.send(0x4400)).toBe('1: ');
  expect(device.register('memory-device-status')).toBe('1c');
  device.wait(3999);
  expect(device.register('background-status')).toBe('4b4400');
  expect(device.send(0x4102, labels(0, 2))).toBe('0: ffff');
  device.wait(1);
  expect(device.register('background-status')).toBe('644400');
  expect(device.register('memory-device-status')).toBe('14');
  expect(device.send(0x4102, labels(0, 2))).toBe('0: 0000');
});

test('the time to overwrite goes by whole MiB', () => {
  const seconds = (mib: bigint, bytesMore = 0n): bigint => overwriteMs(mib * MIB + bytesMore) / 1000n;
  expect([0n, 512n, 513n, 1024n, 4096n, 1048576n, 1048577n].map((mib) => seconds(mib))).toEqual([
    4n,
    4n,
    8n,
    8n,
    30n,
    7200n,
    14400n,
  ]);
  expect(seconds(512n, MIB - 1n)).toBe(4n);
});

test('the security state is empty', () => {
  expect(benchDevice().send(0x4500)).toBe('0: 00000000');
});
