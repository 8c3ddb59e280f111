import { EVENT_LOGS } from '../protocol/event-records.js';
import { recordText } from '../trace/record-place.js';
import { type Cause, type Evidence, fits, isNot } from './cause.js';
import type { Exchange } from './ledger.js';

/** The first offer in the queue, which is to be answered before the one that was. */
const firstOf = ({ played: { before, ledger } }: Evidence): Exchange | undefined => {
  const [group] = before.dynamicCapacity.pending;
  return group === undefined ? undefined : ledger.ofGroup(group);
};

export const responseOrderCauses: readonly Cause[] = [
  {
    text: 'the host handles several offers at once',
    weigh(evidence) {
      const announced = firstOf(evidence)?.announced ?? null;
      return announced === null
        ? null
        : fits(`it read of the first in ${recordText(announced)} and goes on with a later one`);
    },
  },
  {
    text: 'the event of the first offer was lost in an overflow, so that the host does not know of it',
    weigh(evidence) {
      const first = firstOf(evidence);
      if (first === undefined) return null;
      if (first.announced !== null) return isNot(`the host read it in ${recordText(first.announced)}`);
      const lost = evidence.played.before.eventLogs[EVENT_LOGS['dynamic-capacity']]?.overflowCount ?? 0;
      return lost > 0 ? fits(`the log has lost ${lost} records, and the host has read none of this offer`) : null;
    },
  },
  {
    text: 'the host waits for the end of a chain before it answers the first offer',
    weigh(evidence) {
      const first = firstOf(evidence);
      return first?.extents.length === 1 ? isNot('the first offer is one extent, so that it is no chain') : null;
    },
  },
];
