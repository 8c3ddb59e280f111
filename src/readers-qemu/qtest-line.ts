import { NS_PER_S } from '../base/units.js';

/** One line of QEMU's `-qtest-log`. */
export interface QtestLine {
  /** A request of the test, an answer or interrupt of QEMU, or a word about the connection. */
  readonly kind: 'request' | 'answer' | 'information';
  /** Since the connection was opened. */
  readonly timeNs: bigint;
  readonly words: readonly string[];
}

const LINE = /^\[([RSI]) \+?([0-9]{1,10})\.([0-9]{6})\] (.*)$/;

const KINDS: Readonly<Record<string, QtestLine['kind']>> = { R: 'request', S: 'answer', I: 'information' };

export function qtestLine(text: string): QtestLine | null {
  const match = LINE.exec(text);
  if (match === null) return null;
  const [, letter, seconds, micros, rest] = match;
  const timeNs = BigInt(seconds as string) * NS_PER_S + BigInt(micros as string) * 1000n;
  return { kind: KINDS[letter as string] as QtestLine['kind'], timeNs, words: (rest as string).trim().split(/\s+/) };
}

/** What a request does to the guest's memory; the bytes are null for a read, whose answer brings them. */
export interface QtestAccess {
  readonly address: bigint;
  readonly sizeBytes: number;
  /** One register access, or a stretch of memory. */
  readonly isSingle: boolean;
  readonly written: Uint8Array | null;
}

const SIZES: Readonly<Record<string, number>> = { b: 1, w: 2, l: 4, q: 8 };

/** Longer stretches are memory, not registers. */
const STRETCH_BYTES_MAX = 1 << 20;

/** The access that a request makes; null where it makes none, or its numbers are not whole. */
export function qtestAccess([command = '', ...rest]: readonly string[]): QtestAccess | null {
  const single = /^(read|write)([bwlq])$/.exec(command);
  const [address, second, third] = [qtestNumber(rest[0]), qtestNumber(rest[1]), rest[2]];
  if (address === null) return null;
  if (single !== null) {
    const sizeBytes = SIZES[single[2] as string] as number;
    if (single[1] === 'read') return { address, sizeBytes, isSingle: true, written: null };
    return second === null ? null : { address, sizeBytes, isSingle: true, written: littleEndian(second, sizeBytes) };
  }
  if (second === null || second > STRETCH_BYTES_MAX) return null;
  const sizeBytes = Number(second);
  const stretch = { address, sizeBytes, isSingle: false };
  if (command === 'read' || command === 'b64read') return { ...stretch, written: null };
  const written = writtenBytes(command, third, sizeBytes);
  return written === null ? null : { ...stretch, written };
}

/** The bytes of a read's answer; null where it shows none. */
export function qtestAnswer({ isSingle, sizeBytes }: QtestAccess, command: string, value = ''): Uint8Array | null {
  if (isSingle) {
    const number = qtestNumber(value);
    return number === null ? null : littleEndian(number, sizeBytes);
  }
  return stretchOf(command, value, sizeBytes);
}

/** A number as qtest writes it: decimal, or with 0x. */
export function qtestNumber(text = ''): bigint | null {
  return /^(?:0x[0-9a-f]{1,16}|[0-9]{1,20})$/i.test(text) ? BigInt(text) : null;
}

function writtenBytes(command: string, data = '', sizeBytes: number): Uint8Array | null {
  if (command === 'memset') {
    const value = qtestNumber(data);
    return value === null ? null : new Uint8Array(sizeBytes).fill(Number(value & 0xffn));
  }
  return command === 'write' || command === 'b64write' ? stretchOf(command, data, sizeBytes) : null;
}

/** Bytes as qtest writes a stretch: hex with 0x, or base64. */
function stretchOf(command: string, data: string, sizeBytes: number): Uint8Array | null {
  const isBase64 = command.startsWith('b64');
  if (!isBase64 && !/^0x(?:[0-9a-f]{2})*$/i.test(data)) return null;
  const bytes = isBase64 ? Buffer.from(data, 'base64') : Buffer.from(data.slice(2), 'hex');
  return bytes.length === sizeBytes ? bytes : null;
}

function littleEndian(value: bigint, sizeBytes: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value));
  return bytes.subarray(0, sizeBytes);
}
