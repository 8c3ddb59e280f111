import { contains } from '../device/extents.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { EVENT_LOGS } from '../protocol/event-records.js';
import { recordText } from '../trace/record-place.js';
import { type Cause, type Evidence, either, fits, isNot } from './cause.js';
import { dcRecords } from './event-answer.js';
import { hostList, isPrimary, requestedExtents } from './requests.js';

const isAnswer = ({ event }: Evidence): boolean => isPrimary(event, addDynamicCapacityResponse.opcode);

/** An answer in parts, or events that are tied wrongly. */
export const moreChainCauses: readonly Cause[] = [
  {
    text: 'the flag is set once before the loop over the extents instead of in each record',
    weigh(evidence) {
      if (isAnswer(evidence)) return isNot('it is an answer, not an event');
      const flags = evidence.path.startsWith('response.records')
        ? dcRecords(evidence.played).map(({ eventFlags }) => eventFlags.more)
        : [];
      if (flags.length < 2) return null;
      return either(new Set(flags).size === 1, `all ${flags.length} events have the same`, 'its events differ in it');
    },
  },
  {
    text: 'the host sends its answer in parts without More, or with More on the last one',
    weigh(evidence) {
      const { event } = evidence;
      if (!isAnswer(evidence) || event.kind !== 'mailbox') return isNot('it is no answer of the host');
      const list = hostList(event);
      const part = requestedExtents(evidence.played)
        .map((extent) => evidence.played.ledger.touching('offer', extent)?.answered)
        .find((one) => one);
      if (part !== undefined && part !== null && !part.more)
        return fits(`the part in ${recordText(part)} does not say that more follows`);
      return list?.more === true && isLeft(evidence)
        ? isNot('the part says that more follows, and more is left')
        : null;
    },
  },
  {
    text: 'the device ignores the flag and drops the offer with the first part: QEMU up to 10.2 does',
    weigh(evidence) {
      if (!isAnswer(evidence) || evidence.event.kind !== 'mailbox') return isNot('it is no answer of the host');
      const [group] = evidence.played.before.dynamicCapacity.pending;
      const isGone = group !== undefined && !evidence.played.after.dynamicCapacity.pending.includes(group);
      return hostList(evidence.event)?.more === true && isGone && isLeft(evidence)
        ? fits('the offer is out of the queue after this part, though it says that more follows')
        : null;
    },
  },
  {
    text: 'the record that ends the chain was lost in an overflow: that has a code of its own',
    weigh({ played }) {
      const lost = played.before.eventLogs[EVENT_LOGS['dynamic-capacity']]?.overflowCount ?? 0;
      return either(lost > 0, `the log has lost ${lost} records`, 'the log has lost no record');
    },
  },
];

/** Whether the answer leaves something of the first offer. */
function isLeft({ event, played }: Evidence): boolean {
  const named = event.kind === 'mailbox' ? (hostList(event)?.extents ?? []) : [];
  return (
    played.before.dynamicCapacity.pending[0]?.some((extent) => !named.some((one) => contains(one, extent))) ?? false
  );
}
