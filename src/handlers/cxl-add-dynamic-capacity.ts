import { extentsInUse } from '../device/extent-budget.js';
import { overlapsAccepted, overlapsPending } from '../device/extents.js';
import { followedOffer, withOfferBacked } from '../device/lookup-backend.js';
import { announce, taggedByOperator, withPendingGroup } from '../device/offers.js';
import type { Profile } from '../device/profile.js';
import { checkedExtents } from '../device/qmp-extents.js';
import { defineQmpHandler, qmpDone, qmpError, qmpFault } from '../device/qmp-handler.js';
import type { DeviceState, Extent } from '../device/state.js';
import { cxlAddDynamicCapacity } from '../qmp/cxl-add-dynamic-capacity.js';

export const cxlAddDynamicCapacityHandler = defineQmpHandler(cxlAddDynamicCapacity, {
  concerns: ['extents', 'events'],
  handle(state, given, profile) {
    if (given['selection-policy'] !== 'prescriptive') return qmpError(state, 'Selection policy not supported');
    const checked = checkedExtents(profile, state, given, (range) => {
      if (overlapsAccepted(state.dynamicCapacity, range)) return 'cannot add DPA already accessible to the same LD';
      return overlapsPending(state.dynamicCapacity, range) ? 'cannot add DPA again while still pending' : null;
    });
    if (!('extents' in checked)) return qmpFault(profile, state, checked);
    if (exceedsBudget(profile, state, checked.extents))
      return qmpError(state, 'more extents than the device supports would be offered or accepted');
    const backed = withOfferBacked(profile, state, given, checked.extents);
    if (!('extents' in backed)) return backed;
    return {
      ...qmpDone(offer(profile, backed.state, given, backed.extents)),
      log: backed.log,
      ...(backed.isAmbiguous && { corruption: 'duplicate-tag-decides' as const }),
    };
  },
  follow(state, given, profile) {
    const checked = checkedExtents(profile, state, given, () => null);
    if (!('extents' in checked)) return state;
    const followed = followedOffer(profile, state, given, checked.extents);
    return offer(profile, followed.state, given, followed.extents);
  },
});

interface Offer {
  readonly 'host-id': number;
  readonly tag?: string | undefined;
}

function offer(profile: Profile, state: DeviceState, given: Offer, extents: readonly Extent[]): DeviceState {
  if (extents.length === 0) return state;
  const offered = taggedByOperator(profile, given.tag, extents);
  return announce(profile, withPendingGroup(state, offered), 'add-capacity', offered, given['host-id']);
}

/** Only a device that sets extents aside looks at how many there are. */
const exceedsBudget = (profile: Profile, state: DeviceState, extents: readonly Extent[]): boolean =>
  profile.behaviours.extentBudget === 'reserved' &&
  extentsInUse(profile, state) + extents.length > profile.constants.extentsMax;
