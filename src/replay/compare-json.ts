import { isJsonObject, type JsonValue } from '../base/json.js';
import type { Mismatch } from './mismatch.js';

/** Every place at which two JSON values differ. Members of `replayed` that were not recorded count as well. */
export function compareJson(path: string, recorded: JsonValue, replayed: JsonValue): readonly Mismatch[] {
  if (isJsonObject(recorded) && isJsonObject(replayed)) {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(replayed)])];
    return names.flatMap((name) => compareJson(`${path}.${name}`, recorded[name] ?? null, replayed[name] ?? null));
  }
  if (Array.isArray(recorded) && Array.isArray(replayed)) {
    const length = Math.max(recorded.length, replayed.length);
    return Array.from({ length }, (_, index) =>
      compareJson(`${path}[${index}]`, recorded[index] ?? null, replayed[index] ?? null),
    ).flat();
  }
  return equalScalars(recorded, replayed) ? [] : [{ path, recorded, replayed, payloadOffset: null }];
}

/** Numbers are equal by value, whatever their representation. */
export function equalScalars(left: JsonValue, right: JsonValue): boolean {
  const isNumber = (value: JsonValue) => typeof value === 'number' || typeof value === 'bigint';
  // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint of the same value are equal
  return left === right || (isNumber(left) && isNumber(right) && (left as number) == (right as number));
}
