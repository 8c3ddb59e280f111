/**
 * How much may still be tried to explain differences, in commands played: a trace begins with so much and gains a little
 * with each record. So looking for what nothing explains costs as much per record in the longest trace as in a short one.
 */
export interface Effort {
  /** Below zero after a try that cost more than was left: that much is waited for. */
  readonly left: number;
  /** Differences for which nothing was tried, or not all, and the line of the first. */
  readonly givenUp: number;
  readonly since: number | null;
}

const AT_FIRST = 12_000;
const PER_RECORD = 12;

export const freshEffort: Effort = { left: AT_FIRST, givenUp: 0, since: null };

/** What may be spent at one record: counted down while it is looked for. */
export interface Budget {
  left: number;
  /** Set where the search ended because nothing was left. */
  isSpent: boolean;
}

export const budgetOf = ({ left }: Effort): Budget => ({ left, isSpent: false });

/** Takes what a try costs; false where there is nothing left for it. */
export function spend(budget: Budget, commands: number): boolean {
  if (budget.left <= 0) {
    budget.isSpent = true;
    return false;
  }
  budget.left -= 1 + commands;
  return true;
}

/** After a record at which the budget was spent. */
export const withSpent = (
  { left: _before, givenUp, since }: Effort,
  { left, isSpent }: Budget,
  line: number,
): Effort => ({
  left: Math.min(AT_FIRST, left + PER_RECORD),
  givenUp: isSpent ? givenUp + 1 : givenUp,
  since: isSpent ? (since ?? line) : since,
});
