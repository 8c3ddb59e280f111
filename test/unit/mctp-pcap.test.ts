import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/base/hex.js';
import { mctpPcap } from '../../src/formats/mctp-pcap.js';
import type { TraceEvent } from '../../src/trace/events.js';
import { readBundled } from '../bundled.js';

const ORIGINAL = readBundled('logs/mctp/qemu-10.2-fm-add-basic.pcap');

interface Captured {
  readonly seconds: number;
  readonly micros: number;
  /** The MCTP packet, without a link header. */
  readonly bytes: Buffer;
}

/** The packets of the bundled capture: little-endian, microseconds, link type 113. */
function packetsOf(file: Buffer): readonly Captured[] {
  const packets: Captured[] = [];
  for (let at = 24; at < file.length; at += 16 + file.readUInt32LE(at + 8)) {
    const bytes = file.subarray(at + 16 + 16, at + 16 + file.readUInt32LE(at + 8));
    packets.push({ seconds: file.readUInt32LE(at), micros: file.readUInt32LE(at + 4), bytes });
  }
  return packets;
}

const PACKETS = packetsOf(ORIGINAL);

interface Form {
  readonly isBig: boolean;
  readonly isNano: boolean;
  readonly linkType: 113 | 276;
}

const integers = ({ isBig }: Form) => {
  const ordered = (bytes: Buffer): Buffer => (isBig ? bytes : bytes.reverse());
  return {
    u16: (value: number) => ordered(Buffer.of(value >>> 8, value)),
    u32: (value: number) => ordered(Buffer.of(value >>> 24, value >>> 16, value >>> 8, value)),
  };
};

/** Behind a link header of the form's type. */
function linked({ linkType }: Form, bytes: Buffer): Buffer {
  const header = Buffer.alloc(linkType === 113 ? 16 : 20);
  header.writeUInt16BE(0x00fa, linkType === 113 ? 14 : 0);
  return Buffer.concat([header, bytes]);
}

function pcapOf(form: Form, packets: readonly Captured[]): Buffer {
  const { u16, u32 } = integers(form);
  const head = [u32(form.isNano ? 0xa1b23c4d : 0xa1b2c3d4), u16(2), u16(4), u32(0), u32(0), u32(65536)];
  const records = packets.flatMap(({ seconds, micros, bytes }) => {
    const data = linked(form, bytes);
    return [u32(seconds), u32(form.isNano ? micros * 1000 : micros), u32(data.length), u32(data.length), data];
  });
  return Buffer.concat([...head, u32(form.linkType), ...records]);
}

function pcapngOf(form: Form, packets: readonly Captured[]): Buffer {
  const { u16, u32 } = integers(form);
  const block = (type: number, ...body: readonly Buffer[]): Buffer => {
    const bytes = Buffer.concat(body);
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    const length = u32(padded.length + 12);
    return Buffer.concat([u32(type), length, padded, length]);
  };
  const perSecond = form.isNano ? 1_000_000_000n : 1_000_000n;
  const section = block(0x0a0d0d0a, u32(0x1a2b3c4d), u16(1), u16(0), u32(0xffffffff), u32(0xffffffff));
  const resolution = [u16(9), u16(1), Buffer.of(form.isNano ? 9 : 6, 0, 0, 0), u16(0), u16(0)];
  const described = block(1, u16(form.linkType), u16(0), u32(0), ...resolution);
  const blocks = packets.map(({ seconds, micros, bytes }) => {
    const ticks = BigInt(seconds) * perSecond + (BigInt(micros) * perSecond) / 1_000_000n;
    const data = linked(form, bytes);
    const length = u32(data.length);
    return block(6, u32(0), u32(Number(ticks >> 32n)), u32(Number(ticks & 0xffffffffn)), length, length, data);
  });
  return Buffer.concat([section, described, ...blocks]);
}

function read(file: Uint8Array) {
  const events: TraceEvent[] = [];
  const issues: { code: string; line: number; byteOffset?: number }[] = [];
  const reader = mctpPcap.open({
    header: () => undefined,
    event: (event) => events.push(event),
    issue: ({ code, line, byteOffset }) => issues.push({ code, line, ...(byteOffset !== undefined && { byteOffset }) }),
  });
  reader.push(file);
  reader.end();
  const commands = events.flatMap((event) =>
    event.kind === 'mailbox'
      ? [
          {
            opcode: event.opcode,
            cci: event.cci,
            tunnel: event.tunnel !== undefined,
            request: toHex(event.request),
            returnCode: event.answer?.returnCode ?? null,
            response: event.answer?.response === undefined ? null : toHex(event.answer.response),
            timeNs: event.timeNs,
          },
        ]
      : [],
  );
  return { commands, issues, notes: events.filter(({ kind }) => kind === 'note').length };
}

const FORMS = [113, 276].flatMap((linkType) =>
  [false, true].flatMap((isBig) => [false, true].map((isNano) => ({ linkType, isBig, isNano }) as Form)),
);

const EXPECTED = read(ORIGINAL);

describe('every form of a capture file reads the same', () => {
  it('with all commands', () => {
    expect(EXPECTED.commands.length).toBe(10);
    expect(EXPECTED.issues).toEqual([]);
  });

  it.each(FORMS)('pcap, link type $linkType, big-endian $isBig, nanoseconds $isNano', (form) => {
    expect(read(pcapOf(form, PACKETS))).toEqual(EXPECTED);
  });

  it.each(FORMS)('pcapng, link type $linkType, big-endian $isBig, nanoseconds $isNano', (form) => {
    expect(read(pcapngOf(form, PACKETS))).toEqual(EXPECTED);
  });
});

describe('what is missing is told with its place', () => {
  const form: Form = { linkType: 113, isBig: false, isNano: false };
  const without = (index: number) => read(pcapOf(form, [...PACKETS.slice(0, index), ...PACKETS.slice(index + 1)]));

  it('a lost fragment costs its message alone', () => {
    const { commands, issues } = without(1);
    expect(commands).toEqual(EXPECTED.commands.slice(1).map((one) => ({ ...one, timeNs: expect.anything() })));
    expect(issues.map(({ code }) => code)).toEqual(['missing-request', 'sequence-broken']);
  });

  it('an answer that is not there leaves its request unanswered', () => {
    const answer = PACKETS.findIndex(({ bytes }) => bytes[4] === 7 && bytes[5] === 1);
    const { commands, issues } = without(answer);
    expect(commands.filter(({ returnCode }) => returnCode === null).length).toBe(1);
    expect(issues.map(({ code }) => code)).toEqual(['missing-answer']);
    expect(issues[0]?.byteOffset).toBeGreaterThan(0);
  });

  it('a damaged record is skipped to the next packet', () => {
    const damaged = pcapOf(form, PACKETS);
    damaged.fill(0xff, 24, 40);
    const { issues } = read(damaged);
    expect(issues[0]).toEqual({ code: 'sequence-broken', line: 1, byteOffset: 24 });
  });
});

describe('a tunnel in a message', () => {
  const message = (isAnswer: boolean, opcode: number, payload: Buffer): Captured => {
    const header = Buffer.of(...[isAnswer ? 1 : 0, 5, 0, opcode & 0xff, opcode >> 8, payload.length, 0, 0, 0, 0, 0, 0]);
    const mctp = isAnswer ? Buffer.of(1, 8, 9, 0xc0, 7) : Buffer.of(1, 9, 8, 0xc8, 7);
    return { seconds: 1, micros: isAnswer ? 9 : 0, bytes: Buffer.concat([mctp, header, payload]) };
  };

  it('is told as the command in it', () => {
    const request = Buffer.from('00000c000000000056000000000000000000'.slice(0, 32), 'hex');
    const response = Buffer.from('0c00000001000000560000000300000000'.slice(0, 32), 'hex');
    const file = pcapOf({ linkType: 113, isBig: false, isNano: false }, [
      message(false, 0x5300, request),
      message(true, 0x5300, response),
    ]);
    const { commands, issues } = read(file);
    expect(issues).toEqual([]);
    expect(commands).toMatchObject([{ opcode: 0x5600, cci: 'fm', tunnel: true, returnCode: 3, response: '' }]);
  });
});
