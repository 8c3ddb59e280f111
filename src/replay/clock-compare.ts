import type { JsonValue } from '../base/json.js';
import { wrap64 } from '../base/units.js';
import type { DeviceOutput } from '../device/step.js';
import type { TraceEvent } from '../trace/events.js';
import { type Compared, compare } from './compare.js';
import type { Mismatch } from './mismatch.js';

/** Fields that the device fills from its clock. */
const isTimestamp = (path: string): boolean => /timestampNs$/i.test(path);

/** By how much a recorded time is later than the replayed one; null where either is none, or where one was not set. */
export function latenessNs({ path, recorded, replayed }: Mismatch): bigint | null {
  if (!isTimestamp(path)) return null;
  const later = wholeNumber(recorded);
  const earlier = wholeNumber(replayed);
  return later === null || earlier === null ? null : BigInt.asIntN(64, wrap64(later - earlier));
}

const wholeNumber = (value: JsonValue): bigint | null =>
  typeof value === 'bigint' || typeof value === 'number' ? BigInt(value) : null;

/** By how many percent points two readings of the background status register differ; null where they differ in more. */
function percentDifference(event: TraceEvent, { path, recorded, replayed }: Mismatch): number | null {
  if (event.kind !== 'register' || event.register !== 'background-status' || path !== 'value') return null;
  const [left, right] = [wholeNumber(recorded), wholeNumber(replayed)];
  if (left === null || right === null || (left & ~PERCENT_BITS) !== (right & ~PERCENT_BITS)) return null;
  return Math.abs(Number((left & PERCENT_BITS) >> 16n) - Number((right & PERCENT_BITS) >> 16n));
}

const PERCENT_BITS = 0x7f_0000n;

export type Comparing = (event: TraceEvent, output: DeviceOutput) => Compared;

/** Compares as `compare` does, and lets pass times for which `passes` holds. */
export const comparingTimes =
  (passes: (lateNs: bigint, mismatch: Mismatch) => boolean, percentPoints = 0): Comparing =>
  (event, output) => {
    const compared = compare(event, output);
    if (compared.verdict !== 'differs') return compared;
    const left = compared.mismatches.filter((mismatch) => {
      const lateNs = latenessNs(mismatch);
      const percent = percentPoints === 0 ? null : percentDifference(event, mismatch);
      if (percent !== null && percent <= percentPoints) return false;
      return lateNs === null || !passes(lateNs, mismatch);
    });
    return left.length === 0 ? { verdict: 'matched', mismatches: [] } : { verdict: 'differs', mismatches: left };
  };
