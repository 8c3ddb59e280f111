import { CAPACITY_UNIT_BYTES } from './config.js';
import { hasLostMemory } from './feature-transfer.js';
import type { DeviceState } from './state.js';

/** A size in the unit of the wire, 256 MiB. */
export const capacityBlocks = (sizeBytes: bigint): bigint => sizeBytes / CAPACITY_UNIT_BYTES;

/** The size of the Dynamic Capacity regions together. */
export const dynamicCapacityBytes = (state: DeviceState): bigint =>
  state.dynamicCapacity.regions.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0n);

/**
 * How many bytes of memory there are behind the device's addresses, whatever it says about its size: on a device that
 * gets its memory with its offers, the latest backend counts.
 */
export function backedBytes(state: DeviceState): bigint {
  const { volatileBytes, persistentBytes, lazyBackends } = state.config;
  const given = lazyBackends ? (state.backends.latestBytes ?? 0n) : dynamicCapacityBytes(state);
  return volatileBytes + persistentBytes + (hasLostMemory(state) ? 0n : given);
}

/** Whether all capacities are whole units: a device that cannot say its size answers with an internal error. */
export function hasWholeBlocks(state: DeviceState): boolean {
  const { volatileBytes, persistentBytes } = state.capacity;
  const { dynamicCapacityBytes, dynamicCapacityRegions } = state.config;
  const dynamic = dynamicCapacityRegions > 0 ? dynamicCapacityBytes : 0n;
  return [volatileBytes, persistentBytes, dynamic].every((size) => size % CAPACITY_UNIT_BYTES === 0n);
}
