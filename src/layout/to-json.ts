import { toHex } from '../base/hex.js';
import type { JsonValue } from '../base/json.js';

/** A decoded value as JSON: bytes become hex, 64-bit integers stay exact. */
export function toJson(value: unknown): JsonValue {
  if (value instanceof Uint8Array) return toHex(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  const members: Record<string, JsonValue> = {};
  for (const name of Object.keys(value)) members[name] = toJson((value as Readonly<Record<string, unknown>>)[name]);
  return members;
}
