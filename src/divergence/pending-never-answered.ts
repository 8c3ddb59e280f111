import { cxl31 } from '../base/spec.js';
import { overlaps, rangeText } from '../device/extents.js';
import { clearEventRecords } from '../mailbox/0101-clear-event-records.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { releaseDynamicCapacity } from '../mailbox/4803-release-dynamic-capacity.js';
import { recordText } from '../trace/record-place.js';
import { neverAnsweredCauses } from './causes-unanswered.js';
import type { DivergenceKind } from './divergence.js';
import { type GuestOffer, type GuestOffers, guestOffers, rangesText } from './guest-offers.js';
import type { Exchange } from './ledger.js';
import type { Played } from './played.js';
import { eachRecord, type Finding, NOTHING, type Watcher } from './watch.js';

export const pendingNeverAnswered: DivergenceKind = {
  code: 'pending-never-answered',
  title: 'The host cleared an event and never answered it',
  fires:
    'The host read the events of an offer or a release and cleared them, and the trace ends without an answer: no Add Dynamic Capacity Response, no Release Dynamic Capacity while it still has the capacity. Each kind once, at the first.',
  explanation:
    'A cleared event is gone: the host will not be told again. An offer then stays in the queue and blocks those behind it; capacity that was asked back stays with the host until the operator asks again.',
  causes: neverAnsweredCauses,
  lookAt: [
    'the log of the guest between the event and its clearing',
    'whether the release succeeds when the operator asks again',
    'how much of the trace follows after the event was cleared',
  ],
  spec: [cxl31('8.2.9.9.9.3', 'Add Dynamic Capacity Response'), cxl31('8.2.9.9.9.4', 'Release Dynamic Capacity')],
  reports: [
    'Review bot on the Linux DCD series v11, 25 June 2026: a release of capacity in use cleared the event and sent nothing',
    'The same review: an offer made only of extents that the host has already ended in an error, without an answer',
    'Jørgen Hansen, September 2023, with the answer of Ira Weiny: extents were never given back after their last user',
    'Li Ming on v3 and v4, October 2024: the first proposed fix of the More flag dropped the empty answer',
  ],
  watch: [
    {
      severity: 'warning',
      wants: {
        mailbox: [clearEventRecords.opcode, addDynamicCapacityResponse.opcode, releaseDynamicCapacity.opcode],
        kinds: ['reset'],
      },
      start: watcher,
    },
    guestOffers('warning', { open: neverAnswered }),
    eachRecord('warning', { kinds: ['log'] }, answerLost),
  ],
};

function watcher(): Watcher {
  let last: Played | null = null;
  return {
    see(played) {
      last = played;
      return NOTHING;
    },
    open() {
      if (last === null) return NOTHING;
      const open = last.ledger.exchanges.filter((one) => isOpen(one, last as Played));
      return (['offer', 'release'] as const).flatMap((kind) =>
        finding(
          kind,
          open.filter((one) => one.kind === kind),
          last as Played,
        ),
      );
    },
  };
}

const BECAUSE: Readonly<Record<Exchange['kind'], string>> = {
  offer:
    'A cleared event is gone: the host will not be told again. The offer stays in the queue and blocks those behind it until it is accepted or rejected.',
  release:
    'A cleared event is gone: the host will not be told again. The capacity stays with the host until the operator asks for it again.',
};

/** Cleared, not answered, and still the host's to answer. */
function isOpen({ kind, cleared, answered, isTried, group, extents }: Exchange, { after }: Played): boolean {
  if (cleared === null || answered !== null || isTried) return false;
  const { pending, accepted } = after.dynamicCapacity;
  if (kind === 'offer') return group !== null && pending.includes(group);
  return extents.some((extent) => accepted.some((one) => overlaps(one, extent)));
}

function finding(kind: Exchange['kind'], open: readonly Exchange[], seen: Played): readonly Finding[] {
  const [first] = open;
  if (!first?.cleared) return NOTHING;
  const event = first.cleared;
  const what = `${first.extents.slice(0, 3).map(rangeText).join(', ')}${first.extents.length > 3 ? ' …' : ''}`;
  const more = open.length > 1 ? `; ${open.length - 1} more like this` : '';
  const message =
    kind === 'offer'
      ? `the host clears the events of the offer of ${recordText(first)} (${what}) and never answers it${more}`
      : `the host clears the events that ask for ${what} back (${recordText(first)}) and never gives it back${more}`;
  return [{ event, path: 'request.handles', message, because: BECAUSE[kind], exchange: first, seen }];
}

/** The same by the lines of a guest, where no payload is shown. */
function neverAnswered({ open }: GuestOffers): Finding[] {
  const cleared = open.filter((one) => one.cleared !== null);
  return (['offer', 'release'] as const).flatMap((kind) => guestFinding(cleared.filter((one) => one.kind === kind)));
}

function guestFinding([first, ...others]: readonly GuestOffer[]): Finding[] {
  if (!first?.cleared) return [];
  const { kind, event, reason, cleared } = first;
  const what = `${rangesText(first)} (${recordText(event)})`;
  const more = others.length > 0 ? `; ${others.length} more like this` : '';
  const message =
    kind === 'offer'
      ? `the guest clears the events that offer ${what} and never answers${more}`
      : `the guest clears the events that ask for ${what} back and never gives it back${more}`;
  return [
    {
      event: cleared,
      path: 'text',
      message,
      because: BECAUSE[kind],
      ...(reason !== null && { followsFrom: reason.seq }),
    },
  ];
}

/** The driver gave up on a chain, and could not say so. */
function answerLost({ event }: Played): Finding | null {
  const fact = event.kind === 'log' ? event.facts : undefined;
  if (event.kind !== 'log' || fact?.kind !== 'chain-timeout' || fact.isResponseSent) return null;
  return {
    event,
    path: 'text',
    recorded: event.text,
    message: 'the guest gives up on a chain, and the empty answer that says so fails',
    because: BECAUSE.offer,
  };
}
