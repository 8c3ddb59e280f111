import type { Parser } from 'binary-parser';
import { nearSize, parseSize } from '../base/units.js';
import { type Field, plain, type Report } from './field.js';

/** Reads an integer as people write it: a number, `0x…`, `128MiB`; reports what is none or does not fit. */
export function writtenInteger(written: unknown, bits: number, path: string, report: Report, signed = false): bigint {
  const [low, high] = signed ? [-(1n << BigInt(bits - 1)), 1n << BigInt(bits - 1)] : [0n, 1n << BigInt(bits)];
  const value = toBigInt(written);
  const hint = value === null && typeof written === 'string' ? nearSize(written.slice(0, 64)) : '';
  if (value === null) report(path, `expected an integer (bytes, 0x…, or with KiB MiB GiB TiB)${hint}`);
  else if (value < low || value >= high) report(path, `${value} does not fit ${signed ? 'i' : 'u'}${bits}`);
  else return value;
  return 0n;
}

function toBigInt(written: unknown): bigint | null {
  if (typeof written === 'bigint') return written;
  if (typeof written === 'number') return Number.isSafeInteger(written) ? BigInt(written) : null;
  return typeof written === 'string' ? parseSize(written) : null;
}

function small(
  bits: 8 | 16 | 32,
  addTo: (parser: Parser, name: string) => Parser,
  write: Field<number>['write'],
): Field<number> {
  return plain({
    sizeBytes: bits / 8,
    absent: 0,
    describe: `u${bits}`,
    spelling: { kind: 'integer', bits },
    addTo,
    fromRaw: (raw) => raw,
    write,
    fromWritten: (written, path, report) => Number(writtenInteger(written, bits, path, report)),
  });
}

export const u8 = (): Field<number> =>
  small(
    8,
    (parser, name) => parser.uint8(name),
    (view, at, value) => view.setUint8(at, value),
  );

export const u16 = (): Field<number> =>
  small(
    16,
    (parser, name) => parser.uint16le(name),
    (view, at, value) => view.setUint16(at, value, true),
  );

export const u32 = (): Field<number> =>
  small(
    32,
    (parser, name) => parser.uint32le(name),
    (view, at, value) => view.setUint32(at, value, true),
  );

/** Three bytes, little-endian: read as bytes, since binary-parser has no such integer. */
export const u24 = (): Field<number> =>
  plain({
    sizeBytes: 3,
    absent: 0,
    describe: 'u24',
    spelling: { kind: 'integer', bits: 24 },
    addTo: (parser, name) => parser.buffer(name, { length: 3 }),
    fromRaw: (raw) => raw[0] | (raw[1] << 8) | (raw[2] << 16),
    write: (view, at, value) => {
      view.setUint16(at, value & 0xffff, true);
      view.setUint8(at + 2, (value >>> 16) & 0xff);
    },
    fromWritten: (written, path, report) => Number(writtenInteger(written, 24, path, report)),
  });

export const i16 = (): Field<number> =>
  plain({
    sizeBytes: 2,
    absent: 0,
    describe: 'i16',
    spelling: { kind: 'integer', bits: 16, isSigned: true },
    addTo: (parser, name) => parser.int16le(name),
    fromRaw: (raw) => raw,
    write: (view, at, value) => view.setInt16(at, value, true),
    fromWritten: (written, path, report) => Number(writtenInteger(written, 16, path, report, true)),
  });

/** All 64 bits, exact. */
export const u64 = (): Field<bigint> =>
  plain({
    sizeBytes: 8,
    absent: 0n,
    describe: 'u64',
    spelling: { kind: 'integer', bits: 64 },
    addTo: (parser, name) => parser.uint64le(name),
    fromRaw: (raw) => raw,
    write: (view, at, value) => view.setBigUint64(at, value, true),
    fromWritten: (written, path, report) => writtenInteger(written, 64, path, report),
  });
