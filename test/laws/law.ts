import fc from 'fast-check';
import { seed } from '../property-seed.js';

/** The law's title with the seed, so that a failed run can be repeated. */
export const titled = (title: string): string => `${title} (LAW_SEED=${seed})`;

/** Tries the predicate, which throws where the law is broken, on `runs` values. */
export function holds<T>(values: fc.Arbitrary<T>, predicate: (value: T) => void, runs = 100): void {
  const tried = fc.property(values, (value) => {
    predicate(value);
  });
  fc.assert(tried, { numRuns: runs });
}
