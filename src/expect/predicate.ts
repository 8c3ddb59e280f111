import type { JsonValue } from '../base/json.js';
import type { Moment } from './moment.js';

/** What is at a moment; or why nothing can be said about it. */
export type Actual = { readonly is: JsonValue } | { readonly isNotKnown: string };

/** One thing that can be expected. How it is written stands in yaml/expectation.ts, under the same name. */
export interface Predicate {
  readonly name: string;
  /** Objects must be whole like lists: what is not written is not there. */
  readonly isWhole?: true;
  /** What of the expected value can never be, with what may be meant; null where all can. */
  doubt?(expected: JsonValue): string | null;
  /** What is, in the form in which the expectation is written where it has several. */
  actual(moment: Moment, expected: JsonValue): Actual;
}
