import { printable } from '../base/issue.js';
import { isJsonObject, type JsonValue } from '../base/json.js';
import { returnCodeText } from '../protocol/return-codes.js';
import type { Mismatch } from '../replay/mismatch.js';

/** Integers from here on are easier to read in hex: addresses, sizes, register values. */
const HEX_FROM = 0x10000n;

/** A value for a sentence: hex beside large integers, text in quotes, nothing that commands a terminal. */
export function valueText(value: JsonValue): string {
  if (value === null) return 'none';
  if (typeof value === 'string') return /^[0-9a-f]{2,}$/.test(value) ? printable(value, 64) : `"${printable(value)}"`;
  if (typeof value === 'number' || typeof value === 'bigint')
    return BigInt(value) >= HEX_FROM ? `0x${value.toString(16)} (${value})` : String(value);
  if (isJsonObject(value) && typeof value['desc'] === 'string') return `"${printable(value['desc'])}"`;
  return printable(
    JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? `0x${part.toString(16)}` : part)),
    120,
  );
}

/** Both values of a mismatch; return codes by name. */
export function valuesOf({ path, recorded, replayed }: Mismatch): {
  readonly recorded: string;
  readonly replayed: string;
} {
  const text = (value: JsonValue) =>
    path.endsWith('eturnCode') && typeof value === 'number' ? returnCodeText(value) : valueText(value);
  return { recorded: text(recorded), replayed: text(replayed) };
}
