import { withAccepted } from '../device/accepted.js';
import { malformed, overlapsPending, rangeText } from '../device/extents.js';
import { announced, extentsRead, FABRIC_MANAGER_EFFECTS, readingOn, requestFault } from '../device/fabric-manager.js';
import { announce } from '../device/offers.js';
import { crash, type Outcome, refuse, succeed } from '../device/outcome.js';
import { type Call, defineHandler } from '../device/profile.js';
import { afterRelease } from '../device/release.js';
import type { DeviceState, Extent } from '../device/state.js';
import type { MessageValue } from '../layout/message.js';
import { initiateDynamicCapacityRelease, REMOVAL_POLICIES } from '../mailbox/5605-initiate-dynamic-capacity-release.js';

type Request = MessageValue<typeof initiateDynamicCapacityRelease.request>;

/** How many extents are more than there is memory for a copy: 24 bytes each, so from 24 GiB on. */
const COPY_EXTENTS_MAX = 2 ** 30;

export const initiateDynamicCapacityReleaseHandler = defineHandler(initiateDynamicCapacityRelease, {
  concerns: ['extents', 'events'],
  effects: FABRIC_MANAGER_EFFECTS,
  needsDynamicCapacity: true,
  judgesLength: true,
  handle(state, request, call) {
    const { stated, needed } = announced(initiateDynamicCapacityRelease.request, call.payload);
    const fault = requestFault(state, request, { needed }, call);
    if (fault !== null) return fault;
    if (request.flags.removalPolicy !== REMOVAL_POLICIES.prescriptive)
      return {
        ...refuse(state, 'INVALID_INPUT', 'the device takes prescriptive requests alone'),
        log: ['CXL extent removal policy not supported.'],
      };
    if (stated >= COPY_EXTENTS_MAX) return crash('extent-list-too-long-to-copy');
    return readingOn(release(state, request, extentsRead(request, stated), call), call.payload, needed);
  },
  follow: (state, { extents, hostId }, { profile }) => announce(profile, state, 'release-capacity', extents, hostId),
});

/** Only the host can release: it is told, and nothing changes until it does. */
function release(state: DeviceState, request: Request, extents: readonly Extent[], { profile }: Call): Outcome<never> {
  const fault = malformed(state.dynamicCapacity, extents);
  if (fault !== null)
    return { ...refuse(state, fault.code, fault.why), ...(fault.corruption && { corruption: fault.corruption }) };
  const isForced = request.flags.forcedRemoval;
  const pending = isForced ? undefined : extents.find((extent) => overlapsPending(state.dynamicCapacity, extent));
  if (pending !== undefined)
    return refuse(state, 'INVALID_PHYSICAL_ADDRESS', `${rangeText(pending)} overlaps an extent that is only offered`);
  const released = afterRelease(profile, state, extents);
  if ('code' in released) return refuse(state, released.code, released.why);
  const removes = isForced && profile.behaviours.forcedRelease === 'removed-at-once';
  const after = removes ? withAccepted(profile, state, released.accepted) : state;
  return succeed(
    announce(profile, after, removes ? 'forced-release-capacity' : 'release-capacity', extents, request.hostId),
  );
}
