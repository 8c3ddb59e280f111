import { JsonFraction } from '../base/json.js';

type ScalarValue = null | boolean | number | bigint | string | JsonFraction;

const NULL = /^(?:~|null|Null|NULL)?$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;
const DECIMAL = /^[-+]?[0-9]+$/;
const OCTAL = /^0o[0-7]+$/;
const HEX = /^0x[0-9a-fA-F]+$/;
const FRACTION = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** Longer digit strings are no numbers of this domain, and slow to convert. */
const DIGITS_MAX = 64;

/** What an unquoted scalar means in YAML 1.2's core schema, with all digits of an integer kept. */
export function plainScalar(source: string): ScalarValue {
  if (NULL.test(source)) return null;
  if (TRUE.test(source)) return true;
  if (FALSE.test(source)) return false;
  if (source.length > DIGITS_MAX) return source;
  if (DECIMAL.test(source)) return integer(source);
  if (OCTAL.test(source) || HEX.test(source)) return integer(source);
  return FRACTION.test(source) ? new JsonFraction(source) : source;
}

function integer(source: string): number | bigint {
  const isNegative = source.startsWith('-');
  const digits = source.replace(/^[-+]/, '');
  const exact = isNegative ? -BigInt(digits) : BigInt(digits);
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : exact;
}
