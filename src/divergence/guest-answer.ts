import { RETURN_CODES } from '../protocol/return-codes.js';
import { recordText } from '../trace/record-place.js';
import { type GuestOutcome, guestOffers, rangesText } from './guest-offers.js';
import type { Finding, Watch } from './watch.js';

type Code = 'duplicate-response' | 'missing-extent-details';

/** Answers of a guest that the device refuses for their addresses, where only the driver's lines tell of them. */
export const guestAnswerRefused = (code: Code): Watch =>
  guestOffers('warning', { at: (outcome) => refused(outcome, code) });

const BECAUSE: Readonly<Record<Code, string>> = {
  'duplicate-response':
    'Nothing is offered any more that the driver could accept: it accepts again what it has, or answers an offer twice.',
  'missing-extent-details':
    'The device does not take what the driver names: it was not offered like that, or, with lazy backends, its memory is missing or mapped already. The log of the device says which.',
};

function refused(outcome: GuestOutcome, code: Code): Finding | null {
  if (outcome.kind !== 'answer-refused' || outcome.returnCode !== RETURN_CODES.INVALID_PHYSICAL_ADDRESS) return null;
  const { event, offer, isRepeated, returnCode } = outcome;
  if (isRepeated !== (code === 'duplicate-response')) return null;
  const what = offer === null ? '' : ` to the offer of ${rangesText(offer)} (${recordText(offer.event)})`;
  return {
    event,
    path: 'returnCode',
    recorded: returnCode,
    replayed: returnCode,
    message: `the device refuses the answer${what}${isRepeated ? ', which names what was answered before' : ''}`,
    origin: offer?.event,
    because: BECAUSE[code],
  };
}
