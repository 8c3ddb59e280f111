import { hexNumber } from '../base/hex.js';
import { printable } from '../base/issue.js';
import type { JsonValue } from '../base/json.js';
import { printJson } from '../base/json-print.js';
import { valueText } from './decode-text.js';

/** A number as its name tells it: sizes in their unit, addresses and serial numbers in hex. */
export function inferredValue(what: string, value: JsonValue): string {
  if (typeof value === 'string') return printable(value);
  if (typeof value !== 'number' && typeof value !== 'bigint') return printJson(value);
  if (/serialNumber$/.test(what)) return hexNumber(BigInt(value));
  return valueText(what, value, false);
}
