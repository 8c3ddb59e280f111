import { describe, expect, it } from 'vitest';
import { qemu100 } from '../../src/profiles/qemu-10.0.js';
import { qemu102 } from '../../src/profiles/qemu-10.2.js';
import { Engine } from '../engine.js';

/** The specification's default for a device without a serial number. */
const NO_SERIAL = { serialNumber: (1n << 64n) - 1n };

const device = (config = {}) => new Engine({ ...NO_SERIAL, ...config }, qemu102);

/** A message with an Identify request: category 0, then tag, opcode 0001h and no payload. */
const identifyMessage = (tag: string) => `00${tag}00 0100 000000 0000 0000`;

/** What the tunnel puts in front of a message: port or logical device, target type, size. */
const through = (message: string, portOrLd = '00', targetType = '00') => {
  const sizeBytes = message.replaceAll(' ', '').length / 2;
  return `${portOrLd}${targetType}${sizeBytes.toString(16).padStart(2, '0')}00 ${message}`;
};

const IDENTITY = '8680930df41a0011ffffffffffffffff0903';

describe('a tunnel from the switch to the device', () => {
  it('carries Identify and echoes the tag', () => {
    const answer = device().mailbox(0x5300, through(identifyMessage('5a')), 'switch');
    expect(answer).toBe(`00 1e000000015a00010012000000000000${IDENTITY}`);
  });

  it("puts the inner refusal into the answer's header and succeeds", () => {
    const answer = device().mailbox(0x5300, through('000000 0040 000000 0000 0000'), 'switch');
    expect(answer).toBe('00 0c000000010000004000000003000000');
  });

  it.each([
    ['no downstream port of that number', through(identifyMessage('00'), '01'), '02'],
    ['another kind of target', through(identifyMessage('00'), '00', '01'), '02'],
    ['an answer in place of a request', through('010000 0100 000000 0000 0000'), '02'],
    ['a size that is not that of the message', '00000d00 000000 0100 000000 0000 0000', '16'],
    ['a message without a whole header', '0000 0b00 000000 0100 000000 0000 00', '16'],
  ])('refuses %s', (_what, request, code) => {
    expect(device().mailbox(0x5300, request, 'switch')).toBe(code);
  });

  it('says on the log that another kind of target is none', () => {
    const engine = device();
    engine.mailbox(0x5300, through(identifyMessage('00'), '00', '01'), 'switch');
    expect(engine.log).toEqual(['Tunneled Command sent to non existent FM-LD']);
  });
});

describe('a tunnel within a tunnel', () => {
  const nested = (portOrLd: string) => {
    const inner = through(identifyMessage('07'), portOrLd).replaceAll(' ', '');
    return through(`000000 0053 ${(inner.length / 2).toString(16)}0000 0000 0000 ${inner}`);
  };

  it('ends at the logical device', () => {
    const answer = device().mailbox(0x5300, nested('00'), 'switch');
    expect(answer).toBe(`00 2e0000000100000053220000000000001e000000010700010012000000000000${IDENTITY}`);
  });

  it('finds one logical device only', () => {
    expect(device().mailbox(0x5300, nested('01'), 'switch')).toBe('00 0c000000010000005300000002000000');
  });
});

describe('the interfaces and their commands', () => {
  it.each([
    [qemu100, 'fm', 5],
    [qemu100, 'switch', 9],
    [qemu102, 'fm', 13],
    [qemu102, 'ld0', 3],
    [qemu102, 'switch', 10],
  ] as const)('$name on %s: %i commands', (profile, cci, count) => {
    const answer = new Engine({}, profile).mailbox(0x0400, '', cci);
    expect(answer.slice(-8)).toBe(`${(4 * count).toString(16).padStart(2, '0')}000000`);
  });

  it('has the fabric manager commands only beside Dynamic Capacity', () => {
    const engine = device({ dynamicCapacityBytes: 0n, dynamicCapacityRegions: 0 });
    expect(engine.mailbox(0x5600, '', 'fm')).toBe('03');
    expect(engine.mailbox(0x0400, '', 'fm').slice(-8)).toBe('1c000000');
  });

  it('follows the message limit in Identify until a reset', () => {
    const engine = device();
    const sizeLog2 = () => engine.mailbox(0x0001, '', 'fm').slice(-4, -2);
    expect(engine.mailbox(0x0004, '0a', 'fm')).toBe('00 0a');
    expect([engine.mailbox(0x0003, '', 'fm'), sizeLog2()]).toEqual(['00 0a', '0a']);
    expect([engine.mailbox(0x0004, '07', 'fm'), engine.mailbox(0x0004, '0b', 'fm')]).toEqual(['02', '02']);
    engine.reset();
    expect(sizeLog2()).toBe('09');
  });

  it('dies of the time on the switch', () => {
    expect(device().mailbox(0x0300, '', 'switch')).toBe('crash switch-timestamp');
    expect(device().mailbox(0x0300, '', 'fm')).toBe('00 0000000000000000');
  });

  it('knows the ports of the switch', () => {
    const engine = device();
    expect(engine.mailbox(0x5101, '0100', 'switch')).toBe('00 0100000000030200050210103f06050700000003');
    expect(engine.mailbox(0x5101, '0101', 'switch')).toBe('02');
    expect(engine.mailbox(0x5101, '80', 'switch')).toBe('02');
    expect(engine.mailbox(0x5100, '', 'switch')).toBe(
      `00 00000201${'01'.padEnd(64, '0')}${'01'.padEnd(64, '0')}0200020004`,
    );
  });
});
