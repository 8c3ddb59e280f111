import type { DeviceState, Extent } from '../device/state.js';
import { getDynamicCapacityExtentList } from '../mailbox/4801-get-dynamic-capacity-extent-list.js';
import { getDcRegionExtentLists } from '../mailbox/5603-get-dc-region-extent-lists.js';
import type { TraceEvent } from '../trace/events.js';
import { rangesText, stretchOf } from './ranges.js';
import { isStandIn, standIns, withExtents } from './stand-ins.js';
import { isOf, type Scene, type Teller, taken } from './teller.js';
import { isPartlyKnown, unknownOf } from './unseen.js';

/** The list of accepted extents tells which there were, and how often it had changed. */
export const extentList: Teller = {
  part: 'extents',
  codes: ['SUCCESS', 'INVALID_INPUT'],
  dependsOn: ({ event }) => isOf(event, getDynamicCapacityExtentList, getDcRegionExtentLists),
  tell(scene) {
    const page = pageOf(scene.event);
    const accepted = page === null ? null : listed(scene, page);
    if (page === null || accepted === null) return null;
    const device = withExtents(scene.device, accepted);
    const { generationNumber } = scene.profile.behaviours.generationNumber === 'moves' ? page : device.dynamicCapacity;
    return {
      device: { ...device, dynamicCapacity: { ...device.dynamicCapacity, generationNumber } },
      value: `accepted: ${rangesText(accepted.filter((extent) => !isSame(scene.device, extent)))}${
        page.generationNumber === 0 ? '' : `; generation number ${page.generationNumber}`
      }`,
    };
  },
  settles({ event }, { dynamicCapacity: { accepted } }) {
    const page = pageOf(event);
    return page !== null && accepted.length === page.totalExtents && !accepted.some(isStandIn);
  },
  learns: ({ event }) => pageOf(event)?.extents.map(stretchOf) ?? [],
};

/** The tag of an extent that was offered before the trace begins shows in the list alone. */
export const listedTags: Teller = {
  part: 'pending',
  dependsOn: () => false,
  tell({ device, event, mismatches }) {
    const page = pageOf(event);
    if (page === null || !mismatches.every(({ path, replayed }) => path.endsWith('.tag') && replayed === null))
      return null;
    const accepted = device.dynamicCapacity.accepted.map((extent, at) => {
      const tag = page.extents[at - page.start]?.tag ?? null;
      return extent.tag === null && tag !== null ? { ...extent, tag } : extent;
    });
    return { device: withExtents(device, accepted), value: 'offered with the tags that the list shows' };
  },
};

interface Page {
  readonly start: number;
  readonly totalExtents: number;
  readonly generationNumber: number;
  readonly extents: readonly Extent[];
}

/** The part of the list that a record shows. */
function pageOf(event: TraceEvent): Page | null {
  const list = taken(event, getDynamicCapacityExtentList) ?? taken(event, getDcRegionExtentLists);
  if (list === null || list.response === null) return null;
  const { response } = list;
  const start = list.request.startingIndex;
  // A device may count offers too, and fill up with zeros.
  const extents = response.extents.slice(0, Math.max(0, response.totalExtents - start));
  return { ...response, start, extents };
}

/** The whole list with what the page shows; null where it lacks what must be there, or has what cannot. */
function listed({ device, unseen }: Scene, page: Page): readonly Extent[] | null {
  // What was but concluded from refusals gives way to what is shown.
  const isKnown = (extent: Extent) =>
    !isStandIn(extent) && unknownOf(unseen, 'extents', stretchOf(extent)).length === 0;
  const known = device.dynamicCapacity.accepted.filter(isKnown);
  const shown = page.extents.map((extent) => withKnown(known, extent));
  const isNew = (extent: Extent) => !known.some((one) => isSameRange(one, extent));
  if (shown.some((extent) => isNew(extent) && isPartlyKnown(unseen, 'extents', stretchOf(extent)))) return null;
  const after = page.totalExtents - page.start - shown.length;
  const around = notShown(known, shown, after);
  if (around === null) return null;
  const left = [page.start - around.before.length, after - around.after.length] as const;
  if (left[0] < 0 || left[1] < 0) return null;
  return [...standIns(left[0]), ...around.before, ...shown, ...standIns(left[1]), ...around.after];
}

/**
 * The known extents before and behind a page. They stand in the order in which they were accepted, and none between
 * those that the page shows is missing from it: null where it is otherwise.
 */
function notShown(known: readonly Extent[], shown: readonly Extent[], room: number) {
  const places = shown.flatMap((extent) => {
    const place = known.findIndex((one) => isSameRange(one, extent));
    return place < 0 ? [] : [place];
  });
  const [first] = places;
  if (first === undefined) {
    const split = Math.max(0, known.length - room);
    return { before: known.slice(0, split), after: known.slice(split) };
  }
  if (places.some((place, at) => place !== first + at)) return null;
  return { before: known.slice(0, first), after: known.slice(first + places.length) };
}

/** What the trace itself has told of an extent counts; the tag of an offer that it does not show is the list's to tell. */
function withKnown(known: readonly Extent[], extent: Extent): Extent {
  const same = known.find((one) => isSameRange(one, extent));
  if (same === undefined) return extent;
  return same.tag === null ? { ...extent, ...(same.mapping !== undefined && { mapping: same.mapping }) } : same;
}

const isSameRange = (left: Extent, right: Extent): boolean =>
  left.startDpa === right.startDpa && left.lengthBytes === right.lengthBytes;

const isSame = ({ dynamicCapacity }: DeviceState, extent: Extent): boolean =>
  dynamicCapacity.accepted.some((one) => !isStandIn(one) && isSameRange(one, extent));
