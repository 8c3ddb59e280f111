import { overlapsAccepted, overlapsPending } from '../device/extents.js';
import { announce, withPendingGroup } from '../device/offers.js';
import type { Profile } from '../device/profile.js';
import { checkedExtents } from '../device/qmp-extents.js';
import { defineQmpHandler, qmpDone, qmpError, qmpFault } from '../device/qmp-handler.js';
import type { DeviceState, Extent } from '../device/state.js';
import { cxlAddDynamicCapacity } from '../qmp/cxl-add-dynamic-capacity.js';

export const cxlAddDynamicCapacityHandler = defineQmpHandler(cxlAddDynamicCapacity, {
  concerns: ['extents', 'events'],
  handle(state, given, profile) {
    if (given['selection-policy'] !== 'prescriptive') return qmpError(state, 'Selection policy not supported');
    const checked = checkedExtents(state, given, (range) => {
      if (overlapsAccepted(state.dynamicCapacity, range)) return 'cannot add DPA already accessible to the same LD';
      return overlapsPending(state.dynamicCapacity, range) ? 'cannot add DPA again while still pending' : null;
    });
    if (!('extents' in checked)) return qmpFault(state, checked);
    return qmpDone(offer(profile, state, checked.extents, given['host-id']));
  },
  follow(state, given, profile) {
    const checked = checkedExtents(state, given, () => null);
    return 'extents' in checked ? offer(profile, state, checked.extents, given['host-id']) : state;
  },
});

function offer(profile: Profile, state: DeviceState, extents: readonly Extent[], hostId: number): DeviceState {
  if (extents.length === 0) return state;
  return announce(profile, withPendingGroup(state, extents), 'add-capacity', extents, hostId);
}
