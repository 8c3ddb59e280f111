/** JSON as exactly as QEMU reads it: integers keep all their digits, other numbers their spelling. */
export type JsonValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | JsonFraction
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export type JsonObject = { readonly [name: string]: JsonValue };

/** A number that is not written as an integer (`1.0`, `1e3`): to QEMU it is none. */
export class JsonFraction {
  constructor(readonly text: string) {}
}

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonFraction);
