import { toHex } from '../base/hex.js';
import type { JsonValue } from '../base/json.js';

/** A decoded value as JSON: bytes become hex, 64-bit integers stay exact. */
export function toJson(value: unknown): JsonValue {
  if (value instanceof Uint8Array) return toHex(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, toJson(part)]));
}
