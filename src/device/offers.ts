import { type DYNAMIC_CAPACITY_EVENTS, recordFlags } from '../protocol/event-records.js';
import { insertEvent } from './event-log.js';
import { availableExtents } from './extent-budget.js';
import { operatorTag } from './operator-tag.js';
import type { Profile } from './profile.js';
import { changedCapacity, type DeviceState, type Extent } from './state.js';

const DYNAMIC_CAPACITY_LOG = 4;

/** The flags of an event by its severity, which is all that they say. */
const FLAGS = { informational: recordFlags(0), warning: recordFlags(1) } as const;

/** The state with one more pending group, in the order of the request. */
export const withPendingGroup = (state: DeviceState, group: readonly Extent[]): DeviceState =>
  changedCapacity(state, { pending: [...state.dynamicCapacity.pending, group] });

/** The extents with the tag that an operator gave them, on a device that takes it. */
export function taggedByOperator(
  profile: Profile,
  tag: string | undefined,
  extents: readonly Extent[],
): readonly Extent[] {
  const used = profile.behaviours.operatorTag === 'used' && tag !== undefined ? operatorTag(tag) : null;
  return used === null ? extents : extents.map((extent) => ({ ...extent, tag: used }));
}

/**
 * Tells the host: one event per extent, chained by the More flag. Records beyond the log's capacity are lost, the one
 * without More among them.
 */
export function announce(
  profile: Profile,
  state: DeviceState,
  type: keyof typeof DYNAMIC_CAPACITY_EVENTS,
  extents: readonly Extent[],
  hostId: number,
): DeviceState {
  const { behaviours } = profile;
  const carriesHost = behaviours.dynamicCapacityEvent !== 'extents-available';
  const carriesAvailable = behaviours.dynamicCapacityEvent !== 'host-id';
  const flags = FLAGS[behaviours.dynamicCapacitySeverity];
  const available = availableExtents(profile, state);
  const lastMore = behaviours.lastEventMoreFlag === 'kept' && extents.length > 1;
  return extents.reduce(
    (sum, extent, index) =>
      insertEvent(profile, sum, DYNAMIC_CAPACITY_LOG, {
        recordType: 'dynamic-capacity',
        flags,
        type,
        validity: { extentsAvailable: carriesAvailable, tagsAvailable: false },
        hostId: carriesHost ? hostId : 0,
        region: 0,
        eventFlags: { more: index < extents.length - 1 || lastMore },
        extent,
        extentsAvailable: carriesAvailable ? available : 0,
        tagsAvailable: 0,
      }),
    state,
  );
}
