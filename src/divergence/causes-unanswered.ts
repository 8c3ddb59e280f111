import { overlaps, rangeText } from '../device/extents.js';
import { recordText } from '../trace/record-place.js';
import { type Cause, type Evidence, fits, isNot } from './cause.js';
import type { Exchange } from './ledger.js';

/** What was offered and never answered; the offer is the one whose events the record clears. */
const unansweredOf = ({ event, played }: Evidence): Exchange | undefined =>
  played.ledger.exchanges.find(({ cleared, answered }) => cleared?.seq === event.seq && answered === null);

export const neverAnsweredCauses: readonly Cause[] = [
  {
    text: 'the driver could not use the offer and returned without the empty answer that rejects it',
    weigh: (evidence) => (unansweredOf(evidence)?.kind === 'release' ? isNot('it is asked back, not offered') : null),
  },
  {
    text: 'the capacity was in use when it was asked back, and the driver cleared the event all the same',
    weigh: (evidence) => (unansweredOf(evidence)?.kind === 'offer' ? isNot('it is offered, not asked back') : null),
  },
  {
    text: 'the driver waits for the rest of a More chain that does not come',
    weigh(evidence) {
      const exchange = unansweredOf(evidence);
      return exchange?.extents.length === 1 ? isNot('it is one extent, so that it is no chain') : null;
    },
  },
  {
    text: 'the trace ends before the answer',
    weigh({ event, played }) {
      const later = played.event.seq > event.seq;
      return later ? isNot(`the host goes on without it, to ${recordText(played.event)} at least`) : null;
    },
  },
];

export const rejectCauses: readonly Cause[] = [
  {
    text: 'the driver does not support what was offered: tags, several extents for one tag, extents that are not contiguous, sharing',
    weigh(evidence) {
      const [one, ...others] = evidence.played.before.dynamicCapacity.pending[0] ?? [];
      if (one === undefined) return null;
      const isSimple = others.length === 0 && one.tag === null && one.sharedSequence === 0;
      return isSimple ? isNot('it was one extent without a tag') : null;
    },
  },
  {
    text: 'the offer overlaps something that the host has, or lies in a partition that it does not use',
    weigh({ played: { before } }) {
      const { pending, accepted } = before.dynamicCapacity;
      const taken = accepted.find((one) => pending[0]?.some((offered) => overlaps(one, offered)));
      return taken === undefined ? null : fits(`the host has ${rangeText(taken)}`);
    },
  },
  {
    text: 'the driver waited for the rest of a More chain and gave up',
    weigh: ({ played: { before } }) =>
      before.dynamicCapacity.pending[0]?.length === 1 ? isNot('it was one extent, so that it was no chain') : null,
  },
];
