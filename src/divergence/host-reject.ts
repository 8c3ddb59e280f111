import { cxl31 } from '../base/spec.js';
import { rangeText } from '../device/extents.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { recordText } from '../trace/record-place.js';
import { rejectCauses } from './causes-unanswered.js';
import type { DivergenceKind } from './divergence.js';
import { type GuestOutcome, guestOffers, rangesText } from './guest-offers.js';
import { refusedByGuest } from './guest-refusal.js';
import { doneWithout } from './guest-without.js';
import { returnCodeOf } from './played.js';
import { hostList } from './requests.js';
import { eachRecord, type Finding } from './watch.js';

export const hostReject: DivergenceKind = {
  code: 'host-reject',
  title: 'The host rejects an offer',
  fires:
    'The host answers an offer with no extent at all; or the guest says that it drops one, or that it does without Dynamic Capacity.',
  explanation:
    'That is the right of a host and the way to say no: the device drops the whole offer. The operator sees none of this, QMP has answered before; only the extent list shows that nothing arrived.',
  causes: rejectCauses,
  lookAt: [
    'the log of the guest just before the answer',
    'the tag, sequence and More flags of the event records',
    'whether an extent list read later has the capacity after all',
  ],
  spec: [cxl31('8.2.9.9.9.3', 'Add Dynamic Capacity Response')],
  reports: [
    'Linux DCD series v9: "tags not supported", so that every tagged offer ended in an empty answer; v10 takes them',
    'John Groves, "Enable and validate multi-extent DCDs", 23 April 2026: chains with several tags lost all but the first, extents that are not contiguous were refused',
    'QEMU commit 80ee960f8d, October 2024: a chain without end made the kernel give up after 20 seconds',
  ],
  watch: [
    eachRecord('warning', { mailbox: [addDynamicCapacityResponse.opcode] }, (played) => {
      const { event, before, ledger } = played;
      const [group] = before.dynamicCapacity.pending;
      if (event.kind !== 'mailbox' || group === undefined || returnCodeOf(played) !== 0) return null;
      const list = hostList(event);
      if (list === null || list.stated > 0) return null;
      const offer = ledger.ofGroup(group);
      const since = offer === undefined ? '' : `, offered in ${recordText(offer)}`;
      const named = group.slice(0, 3).map(rangeText).join(', ');
      return {
        event,
        path: 'request.extents',
        message: `the host takes nothing of ${named}${group.length > 3 ? ' …' : ''}${since}`,
        origin: offer,
      };
    }),
    guestOffers('warning', { at: nothingTaken }),
    refusedByGuest('host-reject'),
    doneWithout,
  ],
};

/** The lines of a guest show no payload, but what the driver takes. */
function nothingTaken(outcome: GuestOutcome): Finding | null {
  if (outcome.kind !== 'nothing-taken') return null;
  const { event, offer } = outcome;
  return {
    event,
    path: 'request.extents',
    message: `no line before it shows that the guest takes any of ${rangesText(offer)}, offered in ${recordText(offer.event)}`,
    origin: offer.event,
    ...(offer.reason !== null && { followsFrom: offer.reason.seq }),
  };
}
