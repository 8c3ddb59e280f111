/** A fault of ours: an invariant that the code states about itself did not hold. Only the CLI catches it. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** States a claim that must hold; `claim` reads as documentation when it does and as a diagnosis when it does not. */
export function assert(condition: boolean, claim: string): asserts condition {
  if (!condition) throw new InvariantError(claim);
}

/** The value, which the caller knows to be there. */
export function present<T>(value: T | undefined | null, claim: string): T {
  assert(value !== undefined && value !== null, claim);
  return value;
}

/** Closes an exhaustive switch: reaching it is a compile error first and a bug second. */
export function unreachable(value: never, what: string): never {
  throw new InvariantError(`${what} is one of its declared kinds, not ${JSON.stringify(value)}`);
}
