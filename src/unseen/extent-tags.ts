import { isJsonObject } from '../base/json.js';
import { keepsTags } from '../device/answered-group.js';
import { backendByKey, isLazy, withoutBackend } from '../device/backend-list.js';
import { operatorTag } from '../device/operator-tag.js';
import type { DeviceState, Extent } from '../device/state.js';
import { getDynamicCapacityExtentList } from '../mailbox/4801-get-dynamic-capacity-extent-list.js';
import { getDcRegionExtentLists } from '../mailbox/5603-get-dc-region-extent-lists.js';
import { initiateDynamicCapacityAdd } from '../mailbox/5604-initiate-dynamic-capacity-add.js';
import { cxlAddDynamicCapacity } from '../qmp/cxl-add-dynamic-capacity.js';
import { cxlReleaseDynamicCapacity } from '../qmp/cxl-release-dynamic-capacity.js';
import { cxlReleaseDynamicCapacityStatus } from '../qmp/cxl-release-dynamic-capacity-status.js';
import type { TraceEvent } from '../trace/events.js';
import { pageOf } from './extent-page.js';
import { offeredBy } from './operator-extents.js';
import { rangesText, stretchOf } from './ranges.js';
import { isStandIn, withExtents } from './stand-ins.js';
import { isOf, isTaken, type Scene, type Teller, type Told, taken } from './teller.js';
import { isPartlyKnown } from './unseen.js';
import { isUnnamed } from './unseen-backends.js';

/** The tag of an extent that was offered before the trace begins shows in lists, and where an operator asks for it. */
export const extentTags: Teller = {
  part: 'tags',
  dependsOn: (scene) =>
    scene.device.dynamicCapacity.accepted.some((extent) => isOpen(scene, extent)) &&
    (askedTag(scene.event) !== null ||
      (isOf(scene.event, getDynamicCapacityExtentList, getDcRegionExtentLists) &&
        scene.mismatches.every(({ path }) => path.endsWith('.tag')))),
  tell: (scene) => (areKept(scene) ? (tellListed(scene) ?? tellStatus(scene)) : null),
  wants: {
    mailbox: [getDynamicCapacityExtentList, getDcRegionExtentLists, initiateDynamicCapacityAdd],
    qmp: [cxlAddDynamicCapacity],
  },
  learns: ({ event, device }) =>
    [
      ...offeredBy(device, event),
      ...(taken(event, initiateDynamicCapacityAdd)?.request.extents ?? []),
      ...(pageOf(event)?.extents ?? []),
    ].map(stretchOf),
};

/** Whether an extent has in lists what it was offered with: where none does, there is nothing to be told. */
const areKept = ({ profile, device }: Scene): boolean => keepsTags(profile, device);

/** Whether the tag of an extent is not known: where it has a backend, that one's is not. */
function isOpen({ device, profile, unseen }: Scene, extent: Extent): boolean {
  if (isStandIn(extent) || !unseen.parts.has('tags')) return false;
  if (!isLazy(profile, device)) return !isPartlyKnown(unseen, 'tags', stretchOf(extent));
  const backend = backendByKey(device, extent.mapping?.backendKey ?? null);
  return backend === undefined || isUnnamed(backend.tag);
}

/** Whether an operator asks extents back by a tag, and nothing shows which have it. */
export function asksBackUnseen(scene: Scene): boolean {
  const { device, event, unseen } = scene;
  if (event.kind !== 'qmp' || event.execute !== cxlReleaseDynamicCapacity.name || !isTaken(event)) return false;
  const checked = cxlReleaseDynamicCapacity.check(event.arguments);
  if ('error' in checked || checked.arguments['removal-policy'] !== 'tag-based') return false;
  return unseen.parts.has('extents') || device.dynamicCapacity.accepted.some((extent) => isOpen(scene, extent));
}

function tellListed(scene: Scene): Told | null {
  const page = pageOf(scene.event);
  const { accepted } = scene.device.dynamicCapacity;
  if (page === null) return null;
  const told = accepted.flatMap((extent, at) => {
    const shown = page.extents[at - page.start];
    const isTold = shown !== undefined && isOpen(scene, extent) && isSameRange(shown, extent);
    return isTold && shown.tag !== extent.tag ? [{ extent, tag: shown.tag }] : [];
  });
  return told.length === 0 ? null : withTags(scene.device, told);
}

/** The tag that an operator asks about. */
function askedTag(event: TraceEvent): string | null {
  if (event.kind !== 'qmp' || event.execute !== cxlReleaseDynamicCapacityStatus.name) return null;
  const checked = cxlReleaseDynamicCapacityStatus.check(event.arguments);
  return 'error' in checked ? null : checked.arguments.tag;
}

/** Which extent has the tag that an operator asks about, or that none has. */
function tellStatus(scene: Scene): Told | null {
  const { device, event } = scene;
  const asked = askedTag(event);
  const answer = event.kind === 'qmp' && event.answer !== null && 'return' in event.answer ? event.answer.return : null;
  if (asked === null || answer === null || !isJsonObject(answer)) return null;
  const tag = operatorTag(asked);
  const where = / dpa (0x[0-9a-f]+) len (0x[0-9a-f]+)\n$/.exec(String(answer['message']));
  const open = device.dynamicCapacity.accepted.filter((extent) => isOpen(scene, extent));
  if (where === null) {
    const others = open.filter((extent) => extent.tag === tag);
    return others.length === 0
      ? null
      : withTags(
          device,
          others.map((extent) => ({ extent, tag: ANOTHER_TAG })),
        );
  }
  const [startDpa, lengthBytes] = [BigInt(`${where[1]}`), BigInt(`${where[2]}`)];
  const extent = open.find((one) => isSameRange(one, { startDpa, lengthBytes }));
  if (extent !== undefined) return withTags(device, [{ extent, tag }]);
  const isThere = device.dynamicCapacity.accepted.some((one) => one.startDpa === startDpa);
  if (isThere || !scene.unseen.parts.has('extents')) return null;
  const more: Extent = { startDpa, lengthBytes, tag, sharedSequence: 0 };
  return {
    device: withExtents(device, [more, ...device.dynamicCapacity.accepted]),
    value: `accepted: ${rangesText([more])} with the tag ${tag}`,
  };
}

/** Stands for a tag of which only is known that it is another than those that were asked for. */
const ANOTHER_TAG = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

type Range = Pick<Extent, 'startDpa' | 'lengthBytes'>;

const isSameRange = (left: Range, right: Range): boolean =>
  left.startDpa === right.startDpa && left.lengthBytes === right.lengthBytes;

/** The device with extents that have the tags, and no backend that has another. */
function withTags(
  before: DeviceState,
  told: readonly { readonly extent: Extent; readonly tag: string | null }[],
): Told {
  let device = before;
  const accepted = before.dynamicCapacity.accepted.map((extent) => {
    const one = told.find((candidate) => candidate.extent === extent);
    if (one === undefined) return extent;
    const backend = backendByKey(device, extent.mapping?.backendKey ?? null);
    const { mapping: _unnamed, ...bare } = extent;
    if (backend === undefined || one.tag === ANOTHER_TAG) return { ...extent, tag: one.tag };
    device = withoutBackend(device, backend);
    return { ...bare, tag: one.tag };
  });
  const value = told.map(({ extent, tag }) => `${rangesText([extent])} with the tag ${tag}`).join(', ');
  return { device: withExtents(device, accepted), value };
}
