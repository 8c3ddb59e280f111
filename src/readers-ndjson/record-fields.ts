import { fromHex } from '../base/hex.js';
import { printable } from '../base/issue.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import { printExactJson } from '../base/json-exact-print.js';
import { didYouMean } from '../base/nearest.js';

/** Told what is wrong with a record's field; reading goes on with a stand-in. */
export type FieldIssue = (code: 'missing-field' | 'invalid-field', message: string) => void;

/** Reads the fields of one record, reporting each that is missing or not what it must be. */
export class RecordFields {
  /** False once a field was not usable: the record as a whole is then not used. */
  isUsable = true;

  constructor(
    readonly record: JsonObject,
    private readonly onIssue: FieldIssue,
  ) {}

  has(name: string): boolean {
    return Object.hasOwn(this.record, name) && this.record[name] !== undefined;
  }

  text(name: string): string {
    const value = this.required(name);
    return typeof value === 'string' ? value : this.wrong(name, 'a string', '');
  }

  optionalText(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }

  oneOf<const V extends string>(name: string, values: readonly V[]): V {
    const value = this.required(name);
    const known = values.find((candidate) => candidate === value);
    if (known !== undefined) return known;
    const hint = typeof value === 'string' ? didYouMean(value, values) : '';
    return this.wrong(name, `one of ${values.join(', ')}${hint}`, values[0] as V);
  }

  boolean(name: string): boolean {
    const value = this.required(name);
    return typeof value === 'boolean' ? value : this.wrong(name, 'true or false', false);
  }

  /** A whole number from 0 to `max`. */
  integer(name: string, max: number): number {
    const value = this.required(name);
    const isWhole = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;
    return isWhole ? value : this.wrong(name, `a whole number from 0 to ${max}`, 0);
  }

  /** A number of any size, as a JSON integer or a "0x…" string. */
  wide(name: string): bigint {
    const value = this.required(name);
    const number = wideInteger(value);
    return number !== null && number >= 0n ? number : this.wrong(name, 'a whole number or a "0x…" string', 0n);
  }

  /** As `wide`, or null where the record says null. */
  nullableWide(name: string): bigint | null {
    return this.record[name] === null ? null : this.wide(name);
  }

  hex(name: string): Uint8Array {
    const value = this.required(name);
    const bytes = typeof value === 'string' ? fromHex(value) : null;
    return bytes ?? this.wrong(name, 'an even number of hex digits', new Uint8Array());
  }

  opcode(name: string): number {
    const value = this.required(name);
    const match = typeof value === 'string' ? /^0x([0-9a-fA-F]{1,4})$/.exec(value) : null;
    return match === null ? this.wrong(name, 'an opcode like "0x4802"', 0) : Number.parseInt(match[1] as string, 16);
  }

  object(name: string): JsonObject {
    const value = this.required(name);
    return isJsonObject(value) ? value : this.wrong(name, 'an object', {});
  }

  report(name: string, expected: string): void {
    this.wrong(name, expected, undefined);
  }

  private required(name: string): JsonValue | undefined {
    if (this.has(name)) return this.record[name];
    if (this.isUsable) this.onIssue('missing-field', `"${name}" is missing`);
    this.isUsable = false;
    return undefined;
  }

  private wrong<T>(name: string, expected: string, standIn: T): T {
    if (this.has(name)) this.onIssue('invalid-field', `"${name}" must be ${expected}, not ${shown(this.record[name])}`);
    this.isUsable = false;
    return standIn;
  }
}

const SHOWN_CHARS = 40;

/** A value as it stands in the record, or its beginning. */
const shown = (value: JsonValue | undefined): string => printable(printExactJson(value ?? null), SHOWN_CHARS);

/** An integer from a JSON number or a "0x…" string; null where it is neither. */
export function wideInteger(value: JsonValue | undefined): bigint | null {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null;
  return typeof value === 'string' && /^0x[0-9a-fA-F]{1,16}$/.test(value) ? BigInt(value) : null;
}
