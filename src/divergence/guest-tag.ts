import { type DpaRange, overlaps, rangeText } from '../device/extents.js';
import type { LogEvent } from '../trace/events.js';
import { recordText } from '../trace/record-place.js';
import { NOTHING, type Watch } from './watch.js';

const NULL_TAG = '00000000-0000-0000-0000-000000000000';

/** Capacity as a line of the guest shows it, coming or going; null where it shows none with its tag. */
interface ShownExtent extends DpaRange {
  readonly isAdd: boolean;
  /** Null for a null tag. */
  readonly tag: string | null;
}

export function shownExtent({ facts }: LogEvent): ShownExtent | null {
  switch (facts?.kind) {
    case 'extent-in-partition':
    case 'extent-added':
      return shown(facts, facts.tag, true);
    case 'release-unmatched':
      return shown(facts, facts.tag, false);
    case 'dynamic-capacity-event':
      return shown(facts, facts.tag, facts.type === 'Add capacity');
    default:
      return null;
  }
}

const shown = ({ startDpa, lengthBytes }: DpaRange, tag: string | null, isAdd: boolean): ShownExtent | null =>
  tag === null ? null : { startDpa, lengthBytes, isAdd, tag: tag === NULL_TAG ? null : tag };

/** More tagged extents than a device can have. */
const TAGGED_MAX = 1024;

/** Capacity that came to the guest with a tag and is asked back without one: the guest's own lines show both. */
export const askedBackUntagged: Watch = {
  severity: 'error',
  wants: { kinds: ['log'] },
  start() {
    const tagged: { readonly event: LogEvent; readonly extent: ShownExtent }[] = [];
    return {
      see({ event }) {
        const extent = event.kind === 'log' ? shownExtent(event) : null;
        if (event.kind !== 'log' || extent === null) return NOTHING;
        const { isAdd, tag } = extent;
        if (isAdd && tag !== null) {
          if (tagged.length === TAGGED_MAX) tagged.shift();
          tagged.push({ event, extent });
        }
        if (isAdd || tag !== null) return NOTHING;
        const known = tagged.findLast((one) => overlaps(one.extent, extent));
        if (known === undefined) return NOTHING;
        const message = `${rangeText(extent)} is asked back without a tag; it came with tag ${known.extent.tag} in ${recordText(known.event)}`;
        return [{ event, path: 'text', recorded: event.text, message, origin: known.event }];
      },
    };
  },
};
