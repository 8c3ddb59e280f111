import type { Extent } from '../device/state.js';
import { getDynamicCapacityExtentList } from '../mailbox/4801-get-dynamic-capacity-extent-list.js';
import { getDcRegionExtentLists } from '../mailbox/5603-get-dc-region-extent-lists.js';
import type { TraceEvent } from '../trace/events.js';
import { taken } from './teller.js';

/** The part of the list of accepted extents that a record shows. */
export interface Page {
  readonly start: number;
  readonly totalExtents: number;
  readonly generationNumber: number;
  readonly extents: readonly Extent[];
}

/** What a record shows of the list; null where it shows nothing. */
export function pageOf(event: TraceEvent): Page | null {
  const list = taken(event, getDynamicCapacityExtentList) ?? taken(event, getDcRegionExtentLists);
  if (list === null || list.response === null) return null;
  const { response } = list;
  const start = list.request.startingIndex;
  // A device may count offers too, and fill up with zeros.
  const extents = response.extents.slice(0, Math.max(0, response.totalExtents - start));
  return { ...response, start, extents };
}
