import type { DpaRange } from '../device/extents.js';
import type { LogEvent } from '../trace/events.js';

const NULL_TAG = '00000000-0000-0000-0000-000000000000';

/** Capacity that a line of the guest shows with a null tag, coming or going; null where it shows none. */
export function shownExtent({ facts }: LogEvent): (DpaRange & { readonly isAdd: boolean }) | null {
  switch (facts?.kind) {
    case 'extent-in-partition':
    case 'extent-added':
      return facts.tag === NULL_TAG ? { ...facts, isAdd: true } : null;
    case 'dynamic-capacity-event':
      return facts.tag === NULL_TAG ? { ...facts, isAdd: facts.type === 'Add capacity' } : null;
    default:
      return null;
  }
}
