import { recordText } from '../trace/record-place.js';
import { guestOffers, rangesText } from './guest-offers.js';
import type { Played } from './played.js';
import { eachRecord, type Finding, type Watch } from './watch.js';

/** Chains that do not end, as a guest's driver tells of them. */
export const brokenOnGuest: readonly Watch[] = [
  eachRecord('warning', { kinds: ['log'] }, givenUp),
  guestOffers('warning', {
    open: ({ open }) => {
      const [first] = open.filter(({ kind, more, reason }) => kind === 'offer' && more && reason === null);
      if (first === undefined) return [];
      const message = `the last event that the guest read of the offer of ${recordText(first.event)} (${rangesText(first)}) says that more follow`;
      return [{ event: first.event, path: 'text', message }];
    },
  }),
];

function givenUp({ event }: Played): Finding | null {
  const fact = event.kind === 'log' ? event.facts : undefined;
  if (event.kind !== 'log') return null;
  const message =
    fact?.kind === 'chain-timeout' && fact.isResponseSent
      ? 'the guest waits for the end of a chain in vain, and refuses what it has of it'
      : fact?.kind === 'chain-too-long'
        ? `the guest drops a chain of more than ${fact.extentsMax} extents`
        : null;
  return message === null ? null : { event, path: 'text', recorded: event.text, message };
}
