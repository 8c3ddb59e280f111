import { isBacked, overlapsPending } from '../device/extents.js';
import { announce, taggedByOperator } from '../device/offers.js';
import type { Profile } from '../device/profile.js';
import { checkedExtents } from '../device/qmp-extents.js';
import { defineQmpHandler, qmpDone, qmpError, qmpFault } from '../device/qmp-handler.js';
import type { DeviceState, Extent } from '../device/state.js';
import { cxlReleaseDynamicCapacity } from '../qmp/cxl-release-dynamic-capacity.js';

export const cxlReleaseDynamicCapacityHandler = defineQmpHandler(cxlReleaseDynamicCapacity, {
  concerns: ['extents', 'events'],
  handle(state, given, profile) {
    if (given['forced-removal'] === true) return qmpError(state, 'Forced removal not supported yet');
    if (given['removal-policy'] !== 'prescriptive') return qmpError(state, 'Removal policy not supported');
    const checked = checkedExtents(state, given, (range) => {
      if (overlapsPending(state.dynamicCapacity, range)) return 'cannot release extent with pending DPA range';
      return isBacked(state.dynamicCapacity, range) ? null : 'cannot release extent with non-existing DPA range';
    });
    if (!('extents' in checked)) return qmpFault(profile, state, checked);
    // Only the host can release: it is told, and nothing changes until it does.
    return qmpDone(announceRelease(profile, state, given, checked.extents));
  },
  follow(state, given, profile) {
    const checked = checkedExtents(state, given, () => null);
    if (!('extents' in checked)) return state;
    return announceRelease(profile, state, given, checked.extents);
  },
});

function announceRelease(
  profile: Profile,
  state: DeviceState,
  given: Release,
  extents: readonly Extent[],
): DeviceState {
  const released = taggedByOperator(profile, given.tag, extents);
  return announce(profile, state, 'release-capacity', released, given['host-id']);
}

interface Release {
  readonly 'host-id': number;
  readonly tag?: string | undefined;
}
