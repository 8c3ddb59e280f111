import { JsonFraction } from './json.js';

const SAFE_MAX = BigInt(Number.MAX_SAFE_INTEGER);

/** JSON for scripts: integers above 2^53-1 become "0x…" strings (negative ones keep a minus), all others numbers. */
export const printJson = (value: unknown, indent?: number): string => JSON.stringify(value, printable, indent);

function printable(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return printableInteger(value);
  if (value instanceof JsonFraction) return Number(value.text);
  return value instanceof Map ? Object.fromEntries(value) : value;
}

function printableInteger(value: bigint): number | string {
  const size = value < 0n ? -value : value;
  if (size <= SAFE_MAX) return Number(value);
  return `${value < 0n ? '-' : ''}0x${size.toString(16)}`;
}
