import { rangeText } from '../device/extents.js';
import type { TraceEvent } from '../trace/events.js';
import type { ExtentRefused, TagRefused } from '../trace/guest-facts-capacity.js';
import { eachRecord, type Watch } from './watch.js';

const DROPPED =
  'The driver drops such an extent, and with it all that came with the same tag: its answer to the offer does not name it. The operator, whose request has succeeded, is told nothing.';

/** What a guest's driver says that it refuses, where the reason that its line gives has this code. */
export const refusedByGuest = (code: string): Watch =>
  eachRecord('warning', { kinds: ['log'] }, ({ event }) => {
    const fact = refusalOf(event);
    if (event.kind !== 'log' || fact === null || fact.code !== code) return null;
    return { event, path: 'text', recorded: event.text, message: refusalText(fact), because: DROPPED };
  });

/** The refusal that a line tells of; null where it tells of none. */
export function refusalOf(event: TraceEvent): ExtentRefused | TagRefused | null {
  const fact = event.kind === 'log' ? event.facts : undefined;
  return fact?.kind === 'extent-refused' || fact?.kind === 'tag-refused' ? fact : null;
}

const refusalText = (fact: ExtentRefused | TagRefused): string =>
  fact.kind === 'tag-refused'
    ? `the guest drops all that came with tag ${fact.tag}: ${fact.why}`
    : `the guest drops ${rangeText(fact)}${fact.tag === null ? '' : ` with tag ${fact.tag}`}: ${fact.why}`;
