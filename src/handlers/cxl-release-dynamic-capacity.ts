import { backendByKey } from '../device/backend-list.js';
import { isBacked, overlapsPending } from '../device/extents.js';
import { announce, taggedByOperator } from '../device/offers.js';
import { operatorTag } from '../device/operator-tag.js';
import type { Profile } from '../device/profile.js';
import { checkedExtents, regionNamed } from '../device/qmp-extents.js';
import { defineQmpHandler, qmpDone, qmpError, qmpFault } from '../device/qmp-handler.js';
import type { QmpOutcome } from '../device/qmp-outcome.js';
import type { DeviceState, Extent } from '../device/state.js';
import { cxlReleaseDynamicCapacity } from '../qmp/cxl-release-dynamic-capacity.js';

export const cxlReleaseDynamicCapacityHandler = defineQmpHandler(cxlReleaseDynamicCapacity, {
  concerns: ['extents', 'events'],
  handle(state, given, profile) {
    if (given['forced-removal'] === true) return qmpError(state, 'Forced removal not supported yet');
    if (given['removal-policy'] !== 'prescriptive')
      return profile.behaviours.releaseByTag === 'unsupported'
        ? qmpError(state, 'Removal policy not supported')
        : releaseByTag(profile, state, given);
    const checked = checkedExtents(profile, state, given, (range) => {
      if (overlapsPending(state.dynamicCapacity, range)) return 'cannot release extent with pending DPA range';
      return isBacked(state.dynamicCapacity, range) ? null : 'cannot release extent with non-existing DPA range';
    });
    if (!('extents' in checked)) return qmpFault(profile, state, checked);
    // Only the host can release: it is told, and nothing changes until it does.
    return qmpDone(announceRelease(profile, state, given, checked.extents));
  },
  follow(state, given, profile) {
    const checked = checkedExtents(profile, state, given, () => null);
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

/** Asks every accepted extent with the tag back, whatever region and extents the request names. */
function releaseByTag(profile: Profile, state: DeviceState, given: Release): QmpOutcome {
  const region = regionNamed(state, given);
  if ('desc' in region) return qmpError(state, region.desc);
  const { tag } = given;
  if (tag === undefined && profile.behaviours.operatorTagMissing === 'dies') return { crash: 'operator-tag-missing' };
  const wanted = tag ?? '';
  const isWanted = ({ tag: own, mapping }: Extent): boolean =>
    profile.behaviours.releaseByTag === 'backend-tag'
      ? backendByKey(state, mapping?.backendKey ?? null)?.tag === wanted
      : own === operatorTag(wanted);
  const extents = state.dynamicCapacity.accepted.filter(isWanted).map(({ startDpa, lengthBytes }) => ({
    startDpa,
    lengthBytes,
    tag: profile.behaviours.tagInReleaseEvent === 'kept' ? operatorTag(wanted) : null,
    sharedSequence: 0,
  }));
  return qmpDone(announce(profile, state, 'release-capacity', extents, given['host-id']));
}

interface Release {
  readonly path: string;
  readonly region: number;
  readonly 'host-id': number;
  readonly tag?: string | undefined;
}
