import { EVENT_LOGS } from '../protocol/event-records.js';
import type { TraceEvent } from '../trace/events.js';
import type { GuestFact } from '../trace/guest-facts.js';
import { eachRecord, type Watch } from './watch.js';

const WITHOUT =
  'A driver that gives up on the Dynamic Capacity of a device reads no event of it and answers no offer: what the operator offers stays pending, and each request to take it back is refused.';

/** What drivers say fails of a device's Dynamic Capacity, in any series. */
const FAILURES: ReadonlySet<string> = new Set([
  'Failed to get DC config',
  'Failed to read Dynamic Capacity config',
  'Existing extent processing failed',
]);

/** A guest that says why it does without the Dynamic Capacity of a device. */
export const doneWithout: Watch = eachRecord('warning', { kinds: ['log'] }, ({ event }) => {
  const why = whyWithout(event);
  if (event.kind !== 'log' || why === null) return null;
  const message = `the guest does without Dynamic Capacity: ${why}`;
  return { event, path: 'text', recorded: event.text, message, because: WITHOUT };
});

const whyWithout = (event: TraceEvent): string | null =>
  event.kind === 'log' && event.facts !== undefined ? reasonIn(event.facts) : null;

function reasonIn(fact: GuestFact): string | null {
  switch (fact.kind) {
    case 'event-log-failure':
      return fact.what === 'interrupt' && fact.log === EVENT_LOGS['dynamic-capacity']
        ? 'it gets no interrupt for its event log'
        : null;
    case 'configuration-fault':
      return `its configuration is not as it should be${fact.partition === null ? '' : ` in partition ${fact.partition}`}: ${fact.why}`;
    case 'driver-failure':
      return FAILURES.has(fact.what) ? `${fact.what}${fact.errno === null ? '' : ` (${fact.errno})`}` : null;
    default:
      return null;
  }
}
