import { contains, overlaps, rangeText } from '../device/extents.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { recordText } from '../trace/record-place.js';
import { type Cause, type Evidence, fits, isNot } from './cause.js';
import { isPrimary, requestedExtents } from './requests.js';

const isAnswer = ({ event }: Evidence): boolean => isPrimary(event, addDynamicCapacityResponse.opcode);

/** The extents of a request that nothing offered holds whole. */
function unoffered({ played }: Evidence) {
  const offered = played.before.dynamicCapacity.pending.flat();
  return requestedExtents(played).filter((extent) => !offered.some((one) => contains(one, extent)));
}

/** What the device has of a list that it does not find. */
export const missingDetailsCauses: readonly Cause[] = [
  {
    text: 'the host answers with another address or length than the event had',
    weigh(evidence) {
      if (!isAnswer(evidence)) return isNot('it answers no offer');
      const [named] = unoffered(evidence);
      if (named === undefined) return isNot('what it names lies within what was offered');
      const offered = evidence.played.before.dynamicCapacity.pending.flat();
      const near = offered.find((one) => overlaps(one, named)) ?? offered[0];
      return near === undefined ? null : fits(`offered is ${rangeText(near)}`);
    },
  },
  {
    text: 'the host accepts a part, and the device matches whole extents only',
    weigh(evidence) {
      if (!isAnswer(evidence)) return isNot('it answers no offer');
      const { pending } = evidence.played.before.dynamicCapacity;
      const asked = requestedExtents(evidence.played);
      const part = pending
        .flat()
        .find((one) => asked.some((range) => contains(one, range) && range.lengthBytes < one.lengthBytes));
      return part === undefined
        ? isNot('it is a part of nothing that is offered')
        : fits(`offered is ${rangeText(part)}`);
    },
  },
  {
    text: 'the offer is gone: it was rejected, or answered before the recording began',
    weigh(evidence) {
      const [named] = unoffered(evidence);
      if (!isAnswer(evidence) || named === undefined)
        return isNot(isAnswer(evidence) ? 'the offer waits' : 'it answers no offer');
      const answered = evidence.played.ledger.touching('offer', named)?.answered ?? null;
      return answered === null ? null : fits(`it was answered in ${recordText(answered)}`);
    },
  },
  {
    text: 'the host gives back, or the operator asks back, capacity that nobody accepted',
    weigh(evidence) {
      if (isAnswer(evidence)) return isNot('it is an answer to an offer');
      const { accepted } = evidence.played.before.dynamicCapacity;
      const strange = requestedExtents(evidence.played).find((range) => !accepted.some((one) => overlaps(one, range)));
      return strange === undefined ? null : fits(`no accepted extent has any of ${rangeText(strange)}`);
    },
  },
];
