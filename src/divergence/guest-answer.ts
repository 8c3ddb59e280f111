import { RETURN_CODES, returnCodeText } from '../protocol/return-codes.js';
import { recordText } from '../trace/record-place.js';
import { type GuestOutcome, guestOffers, rangesText } from './guest-offers.js';
import type { Finding, Watch } from './watch.js';

type Refused = Extract<GuestOutcome, { readonly kind: 'answer-refused' }>;

/** Answers and releases of a guest that the device refuses, where only the driver's lines tell of them. */
export const guestAnswerRefused = (code: string): Watch =>
  guestOffers('warning', { at: (outcome) => refused(outcome, code) });

/** What a return code speaks of, whatever the answer named. */
const BY_RETURN_CODE: ReadonlyMap<number, readonly [code: string, because: string]> = new Map([
  [
    RETURN_CODES.INVALID_EXTENT_LIST as number,
    [
      'misaligned',
      'The driver names an extent that begins or ends inside a block of its region, or the same addresses twice.',
    ],
  ],
  [
    RETURN_CODES.RESOURCES_EXHAUSTED,
    [
      'count-mismatch',
      'The device would have more extents than it supports; it may count what is only offered as well.',
    ],
  ],
  [
    RETURN_CODES.INVALID_PAYLOAD_LENGTH,
    ['payload-length', 'The list of the driver is longer or shorter than it says.'],
  ],
]);

const REPEATED =
  'Nothing is offered any more that the driver could accept: it accepts again what it has, or answers an offer twice.';
const NOT_OFFERED =
  'The device does not take what the driver names: it was not offered like that, or, with lazy backends, its memory is missing or mapped already. The log of the device says which.';
const NOT_HELD = 'The device does not have what the driver gives back, or not in that place or length.';
const IN_PARTS = 'The driver gives back a part of an extent that can only be released whole, or nothing at all.';

/** Which code a refusal has, and why in words; null where its return code says nothing of extents. */
function codeOf({ of, returnCode, isRepeated }: Refused): readonly [code: string, because: string] | null {
  const known = returnCode === null ? undefined : BY_RETURN_CODE.get(returnCode);
  if (known !== undefined) return known;
  const isInput = returnCode === RETURN_CODES.INVALID_INPUT;
  const isAddress = returnCode === RETURN_CODES.INVALID_PHYSICAL_ADDRESS;
  if (of === 'release') {
    if (isInput) return ['partial-release-refused', IN_PARTS];
    return isAddress || returnCode === null ? ['missing-extent-details', NOT_HELD] : null;
  }
  if (isAddress && isRepeated) return ['duplicate-response', REPEATED];
  return isAddress || isInput ? ['missing-extent-details', NOT_OFFERED] : null;
}

function refused(outcome: GuestOutcome, code: string): Finding | null {
  if (outcome.kind !== 'answer-refused') return null;
  const found = codeOf(outcome);
  if (found === null || found[0] !== code) return null;
  const { event, of, offer, isRepeated, returnCode } = outcome;
  const what = of === 'offer' ? 'the answer' : 'what is given back';
  const to =
    offer === null
      ? ''
      : ` ${of === 'offer' ? 'to the offer' : 'of what was asked for'}: ${rangesText(offer)} (${recordText(offer.event)})`;
  const again = code === 'duplicate-response' && isRepeated ? ', which names what was answered before' : '';
  const words = returnCode === null ? '' : ` with ${returnCodeText(returnCode)}`;
  return {
    event,
    path: event.kind === 'log' ? 'text' : 'returnCode',
    recorded: returnCode,
    replayed: returnCode,
    message: `the device refuses ${what}${to}${words}${again}`,
    origin: offer?.event,
    because: found[1],
  };
}
