import type { DivergenceKind } from './divergence.js';

/** Found by expect/, which knows what was expected; here is what it means. */
export const expectationFailed: DivergenceKind = {
  code: 'expectation-failed',
  title: 'Something is not as the author of the trace expects',
  fires: 'A predicate of an expectation does not hold at its place in the trace, or could not be read.',
  explanation:
    'The trace says what must hold here, and the modelled device is in another state, gave another answer, or other divergences were found so far.',
  causes: [
    'a step before this place does something else than its author thought',
    'the profile is another device than the one that the expectation was written for',
    'the engine changed: check --update writes what it gives now, for you to review',
  ],
  lookAt: [
    'the step before the expectation',
    'divergences before it: what differs there can be the reason',
    'the same trace with another --profile',
  ],
  spec: [],
  reports: [],
};
