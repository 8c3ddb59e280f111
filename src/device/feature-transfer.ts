import type { CorruptionId } from './crashes.js';
import { FEATURE_MEMORY_BYTES, type FeatureLayout } from './features.js';
import type { DeviceState } from './state.js';

/** Bytes without use between the features' memory and the Dynamic Capacity state, which begins with a pointer. */
const PADDING_BYTES = 6;

/**
 * The pointer to the memory backend, of which the bytes above the sixth are zero anyway. Without its lowest byte it still
 * leads there. Without more of them the device dies that follows it, and without all it finds no memory.
 */
const POINTER_BYTES = 6;

/** How far into the Dynamic Capacity state the number of regions stands, by the layout of QEMU 10.0's structures. */
const REGION_COUNT_AT = 216;

/** The state with a part of a transfer in the feature's write buffer. */
export function withPart(state: DeviceState, feature: FeatureLayout, offset: number, data: Uint8Array): DeviceState {
  const memory = state.features.memory.slice();
  memory.set(data, feature.bufferAt + offset);
  return withFeatures(state, { memory, transferredBytes: state.features.transferredBytes + data.length });
}

export function withApplied(state: DeviceState, feature: FeatureLayout): DeviceState {
  const memory = state.features.memory.slice();
  feature.apply(memory);
  return withFeatures(state, { memory });
}

/**
 * Ends the transfer: as many bytes as were transferred are zeroed from the write buffer on, however long it is. A
 * transfer that sent bytes twice so reaches the feature behind, and then the Dynamic Capacity state.
 */
export function withTransferEnded(
  state: DeviceState,
  feature: FeatureLayout,
): { readonly state: DeviceState; readonly corruption: CorruptionId | null } {
  const end = feature.bufferAt + state.features.transferredBytes;
  const memory = state.features.memory.slice();
  memory.fill(0, feature.bufferAt, Math.min(end, FEATURE_MEMORY_BYTES));
  const ended = withFeatures(state, { memory, openTransfer: null, transferredBytes: 0 });
  const lostBytes = end - FEATURE_MEMORY_BYTES - PADDING_BYTES;
  const wasThere = state.config.dynamicCapacityRegions > 0 || lostBytes > REGION_COUNT_AT;
  if (lostBytes <= 0 || !wasThere) return { state: ended, corruption: null };
  const lostPointerBytes = Math.max(ended.features.lostPointerBytes, Math.min(lostBytes, POINTER_BYTES));
  const damaged = withFeatures(ended, { lostPointerBytes });
  const forgotten = {
    ...damaged,
    dynamicCapacity: { ...damaged.dynamicCapacity, regions: [], accepted: [], pending: [] },
  };
  return { state: lostBytes > REGION_COUNT_AT ? forgotten : damaged, corruption: 'feature-buffer-overrun' };
}

/** Whether a command finds that there is no Dynamic Capacity memory. */
export const hasLostMemory = ({ features: { lostPointerBytes } }: DeviceState): boolean =>
  lostPointerBytes >= POINTER_BYTES;

/** Whether the pointer to the Dynamic Capacity memory leads nowhere. */
export const hasTornPointer = ({ features: { lostPointerBytes } }: DeviceState): boolean =>
  lostPointerBytes > 1 && lostPointerBytes < POINTER_BYTES;

export const withFeatures = (state: DeviceState, changes: Partial<DeviceState['features']>): DeviceState => ({
  ...state,
  features: { ...state.features, ...changes },
});
