import { JsonFraction, type JsonObject, type JsonValue } from './json.js';

/** JSON as it was read: integers with all their digits, other numbers as they were spelled; no blanks. */
export function printExactJson(value: JsonValue): string {
  if (value instanceof JsonFraction) return value.text;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(printExactJson).join(',')}]`;
  const members = Object.entries(value as JsonObject).filter(([, part]) => part !== undefined);
  return `{${members.map(([name, part]) => `${JSON.stringify(name)}:${printExactJson(part)}`).join(',')}}`;
}
