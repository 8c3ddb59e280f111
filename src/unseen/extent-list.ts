import type { DeviceState, Extent } from '../device/state.js';
import { getDynamicCapacityExtentList } from '../mailbox/4801-get-dynamic-capacity-extent-list.js';
import { getDcRegionExtentLists } from '../mailbox/5603-get-dc-region-extent-lists.js';
import { type Page, pageOf } from './extent-page.js';
import { rangesText, stretchOf } from './ranges.js';
import { isStandIn, standIns, withExtents } from './stand-ins.js';
import { isOf, type Scene, type Teller } from './teller.js';
import { isPartlyKnown, type Unseen, unknownOf } from './unseen.js';

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
  wants: { mailbox: [getDynamicCapacityExtentList, getDcRegionExtentLists] },
  settles({ event, unseen }, { dynamicCapacity: { accepted } }) {
    const page = pageOf(event);
    if (page === null || accepted.length !== page.totalExtents) return false;
    return accepted.every((extent) => isSeen(unseen, extent) || page.extents.some((one) => isSameRange(one, extent)));
  },
  learns: ({ event }) => pageOf(event)?.extents.map(stretchOf) ?? [],
};

/** Whether records show all of an extent, not just that there was something. */
const isSeen = (unseen: Unseen, extent: Extent): boolean =>
  !isStandIn(extent) && unknownOf(unseen, 'extents', stretchOf(extent)).length === 0;

/** The whole list with what the page shows; null where it lacks what must be there, or has what cannot. */
function listed({ device, unseen }: Scene, page: Page): readonly Extent[] | null {
  // What was but concluded from refusals gives way to what is shown.
  const known = device.dynamicCapacity.accepted.filter((extent) => isSeen(unseen, extent));
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
