import { expect, test } from 'vitest';
import { NS_PER_S } from '../../src/base/units.js';
import { benchDevice } from './bench-device.js';

/** A Transfer FW request: action, slot, offset in 128-byte blocks, then that many bytes of data. */
const part = (action: number, slot: number, offsetBlocks: number, dataBytes = 128): string => {
  const head = Buffer.alloc(128);
  head.writeUInt8(action, 0);
  head.writeUInt8(slot, 1);
  head.writeUInt32LE(offsetBlocks, 4);
  return head.toString('hex') + '5a'.repeat(dataBytes);
};

const slotInfo = (answer: string): string => answer.slice(3, 7);

test('Get FW Info of a fresh device: two slots, the first one active and named', () => {
  const revision = Buffer.from('BWFW VERSION 0').toString('hex');
  expect(benchDevice().send(0x0200)).toBe(`0: 020101${'00'.repeat(13)}${revision}0000${'00'.repeat(48)}`);
});

test('a part runs for two seconds of virtual time and shows its progress each second', () => {
  const device = benchDevice();
  expect(device.send(0x0201, part(1, 2, 0))).toBe('1: ');
  expect(device.register('background-status')).toBe('201');
  device.wait(1000);
  expect(device.register('background-status')).toBe('320201');
  expect(device.send(0x0201, part(4, 2, 0))).toBe('6: ');
  device.wait(1000);
  expect(device.register('background-status')).toBe('640201');
});

test('parts must follow each other; the one before may be sent again', () => {
  const device = benchDevice();
  const done = (request: string): string => {
    const answer = device.send(0x0201, request);
    device.wait(2000);
    return answer;
  };
  expect(done(part(2, 2, 0))).toBe('2: ');
  expect(done(part(1, 2, 1))).toBe('2: ');
  expect(done(part(1, 2, 0))).toBe('1: ');
  expect(done(part(1, 2, 0))).toBe('8: ');
  expect(done(part(2, 2, 0))).toBe('1: ');
  expect(done(part(2, 2, 0, 64))).toBe('9: ');
  expect(done(part(2, 2, 1))).toBe('1: ');
  expect(done(part(3, 1, 2))).toBe('11: ');
  expect(done(part(3, 2, 2))).toBe('1: ');
  expect(done(part(3, 2, 3))).toBe('2: ');
  expect(slotInfo(device.send(0x0200))).toBe('0201');
  expect(device.send(0x0202, '0102')).toBe('0: ');
  expect(slotInfo(device.send(0x0200))).toBe('0211');
});

test('a transfer that waits for more than 30 s of the host clock is over; without that clock it never is', () => {
  const device = benchDevice();
  const at = (seconds: bigint) => ({ hostNs: seconds * NS_PER_S });
  device.send(0x0201, part(1, 2, 0), at(100n));
  device.wait(2000);
  expect(device.send(0x0201, part(2, 2, 1), at(133n))).toBe('2: ');
  expect(device.send(0x0201, part(1, 2, 0), at(134n))).toBe('1: ');
  device.wait(2000);
  expect(device.send(0x0201, part(2, 2, 1))).toBe('1: ');
});

test('an image may not end behind 32 MiB, with the offset computed in 32 bits', () => {
  const device = benchDevice();
  expect(device.send(0x0201, part(0, 2, 0x3ffff, 128))).toBe('1: ');
  device.wait(10_000);
  expect(device.send(0x0201, part(0, 2, 0x3ffff, 129))).toBe('2: ');
  expect(device.send(0x0201, part(1, 2, 0x2000000))).toBe('1: ');
});

test('a reset ends the transfer, and its timer still fires', () => {
  const device = benchDevice();
  device.send(0x0201, part(1, 2, 0));
  device.wait(2000);
  device.reset();
  expect(device.send(0x0201, part(2, 2, 1))).toBe('2: ');
  device.send(0x0201, part(1, 2, 0));
  device.reset();
  expect(device.wait(999)).toBe('none');
  expect(device.wait(1)).toBe('crash');
});

test('the timer of before the reset shows the progress of what was started since, and moves its end', () => {
  const device = benchDevice();
  device.send(0x0201, part(1, 2, 0));
  device.wait(100);
  device.reset();
  device.wait(100);
  device.send(0x4400);
  device.wait(800);
  expect(device.register('background-status')).toBe('a4400');
  device.wait(200);
  expect(device.register('background-status')).toBe('a4400');
  device.wait(800);
  expect(device.register('background-status')).toBe('164400');
});
