import type { DeviceState } from '../device/state.js';
import { getDynamicCapacityConfiguration } from '../mailbox/4800-get-dynamic-capacity-configuration.js';
import { getDynamicCapacityExtentList } from '../mailbox/4801-get-dynamic-capacity-extent-list.js';
import { getHostDcRegionConfiguration } from '../mailbox/5601-get-host-dc-region-configuration.js';
import { isGuessed, withPendingCount } from './pending-groups.js';
import { isStandIn, standIns, withExtents } from './stand-ins.js';
import { isOf, type Scene, type Teller, taken } from './teller.js';

/** How many extents are still to be had tells how many were accepted or offered, though not which. */
export const availableAccepted: Teller = {
  part: 'extents',
  dependsOn: ({ event }) => isOf(event, getDynamicCapacityConfiguration, getHostDcRegionConfiguration),
  tell(scene) {
    const used = usedExtents(scene);
    if (used === null || countsPending(scene)) return null;
    const { device } = scene;
    const seen = device.dynamicCapacity.accepted.filter((extent) => !isStandIn(extent));
    if (used < seen.length) return null;
    return told(withExtents(device, [...standIns(used - seen.length), ...seen]), `${used} extents accepted`);
  },
};

export const availablePending: Teller = {
  part: 'pending',
  dependsOn: (scene) =>
    countsPending(scene) && isOf(scene.event, getDynamicCapacityConfiguration, getHostDcRegionConfiguration),
  tell(scene) {
    const used = usedExtents(scene);
    if (used === null || !countsPending(scene)) return null;
    const { device } = scene;
    const pending = used - device.dynamicCapacity.accepted.length;
    return pending < 0
      ? null
      : told(withPendingCount(device, scene.unseen, pending), `${used} extents accepted or pending`);
  },
};

/** A device that counts offers fills the list of accepted extents up with zeros: as many as are pending. */
export const phantomExtents: Teller = {
  part: 'pending',
  codes: ['SUCCESS', 'INVALID_INPUT'],
  dependsOn: (scene) => countsPending(scene) && isOf(scene.event, getDynamicCapacityExtentList),
  tell(scene) {
    const shown = shownPending(scene);
    if (shown === null) return null;
    const before = pendingOf(scene.device);
    const count = shown.isCut ? Math.max(shown.count, before) : shown.count;
    return count < 0 ? null : told(withPendingCount(scene.device, scene.unseen, count), `${count} extents pending`);
  },
  wants: { mailbox: [getDynamicCapacityExtentList] },
  settles(scene, after) {
    const shown = shownPending(scene);
    const isAll = shown !== null && !shown.isCut && shown.count === pendingOf(after);
    return isAll && !after.dynamicCapacity.pending.some((group) => isGuessed(scene.unseen, group));
  },
};

const pendingOf = ({ dynamicCapacity }: DeviceState): number =>
  dynamicCapacity.pending.reduce((sum, group) => sum + group.length, 0);

/** How many extents a list shows to be pending; that many at least where it is cut. */
function shownPending(scene: Scene): { readonly count: number; readonly isCut: boolean } | null {
  const list = countsPending(scene) ? taken(scene.event, getDynamicCapacityExtentList) : null;
  if (list === null || list.response === null) return null;
  const { extents, totalExtents } = list.response;
  const { extentCount, startingIndex } = list.request;
  const isCut = extents.length === Math.min(extentCount, scene.profile.constants.extentsPerAnswerMax);
  return { count: startingIndex + extents.length - totalExtents, isCut };
}

const countsPending = ({ profile }: Scene): boolean => profile.behaviours.extentBudget !== 'accepted';

const told = (device: DeviceState | null, value: string) => (device === null ? null : { device, value });

/** How many extents the device says are used. */
function usedExtents({ event, profile }: Scene): number | null {
  const told = taken(event, getDynamicCapacityConfiguration) ?? taken(event, getHostDcRegionConfiguration);
  if (told === null || told.response === null) return null;
  // Where more are offered than there can be, the number has wrapped.
  return (profile.constants.extentsMax - told.response.availableExtents) & 0xffff_ffff;
}
