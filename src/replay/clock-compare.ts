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

export type Comparing = (event: TraceEvent, output: DeviceOutput) => Compared;

/** Compares as `compare` does, and lets pass times for which `passes` holds. */
export const comparingTimes =
  (passes: (lateNs: bigint, mismatch: Mismatch) => boolean): Comparing =>
  (event, output) => {
    const compared = compare(event, output);
    if (compared.verdict !== 'differs') return compared;
    const left = compared.mismatches.filter((mismatch) => {
      const lateNs = latenessNs(mismatch);
      return lateNs === null || !passes(lateNs, mismatch);
    });
    return left.length === 0 ? { verdict: 'matched', mismatches: [] } : { verdict: 'differs', mismatches: left };
  };
