import { type Cause, type Evidence, fits, isNot } from './cause.js';
import { extentListAnswer } from './extent-list-answer.js';
import { returnCodeOf } from './played.js';

const offeredAt = ({ played }: Evidence): number => played.before.dynamicCapacity.pending.flat().length;

/** How many more records a list returns than its own total promises. */
function tooMany({ played }: Evidence): number {
  const answer = extentListAnswer(played);
  return answer === null ? 0 : answer.extents.length - Math.max(0, answer.totalExtents - answer.startingIndex);
}

const isConfiguration = ({ path }: Evidence): boolean => path === 'response.availableExtents';

export const countCauses: readonly (string | Cause)[] = [
  {
    text: 'the device counts accepted and offered extents in one number',
    weigh(evidence) {
      const offered = offeredAt(evidence);
      if (offered === 0) return isNot('nothing is offered and not answered');
      const more = tooMany(evidence);
      if (more > 0 && more <= offered) return fits(`the list has ${more} too many, and so many or more are offered`);
      const { accepted } = evidence.played.before.dynamicCapacity;
      const isRefused = (returnCodeOf(evidence.played) ?? 0) > 1;
      return isRefused ? fits(`${accepted.length} are accepted, and ${offered} more are offered`) : null;
    },
  },
  {
    text: 'an unsigned difference wraps where more is offered than there can be',
    weigh: (evidence) =>
      isConfiguration(evidence)
        ? fits('more are available than are supported')
        : isNot('it is not the number of extents that are available'),
  },
  'the list is cut or filled by another counter than the one it reports',
];

export const generationCauses: readonly Cause[] = [
  {
    text: 'the device does not count changes: QEMU up to 10.2 always answers 0',
    weigh: ({ played }) => (extentListAnswer(played)?.generationNumber === 0 ? fits('it is 0 in both lists') : null),
  },
];
