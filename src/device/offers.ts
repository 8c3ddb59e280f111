import type { DYNAMIC_CAPACITY_EVENTS } from '../protocol/event-records.js';
import { insertEvent, recordFlags } from './event-log.js';
import { availableExtents } from './extent-budget.js';
import type { Profile } from './profile.js';
import type { DeviceState, Extent } from './state.js';

const DYNAMIC_CAPACITY_LOG = 4;

/** The state with one more pending group, in the order of the request. */
export const withPendingGroup = (state: DeviceState, group: readonly Extent[]): DeviceState => ({
  ...state,
  dynamicCapacity: { ...state.dynamicCapacity, pending: [...state.dynamicCapacity.pending, group] },
});

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
  const carriesHost = profile.behaviours.dynamicCapacityEvent === 'host-id';
  const available = availableExtents(profile, state);
  return extents.reduce(
    (sum, extent, index) =>
      insertEvent(profile, sum, DYNAMIC_CAPACITY_LOG, {
        recordType: 'dynamic-capacity',
        flags: recordFlags(1),
        type,
        validity: { extentsAvailable: !carriesHost, tagsAvailable: false },
        hostId: carriesHost ? hostId : 0,
        region: 0,
        eventFlags: { more: index < extents.length - 1 },
        extent,
        extentsAvailable: carriesHost ? 0 : available,
        tagsAvailable: 0,
      }),
    state,
  );
}
