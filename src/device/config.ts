import { MIB } from '../base/units.js';
import type { DeviceMake } from '../protocol/device-make.js';

/** How a device was made, and what it is in the machine. */
export interface DeviceConfig extends DeviceMake {
  /** The QOM paths of the other CXL memory devices of the machine; absent where it is the only one. */
  readonly otherPaths?: readonly string[];
}

/** The unit of capacities on the wire. */
export const CAPACITY_UNIT_BYTES = 256n * MIB;

/** A Dynamic Capacity region as the device lays it out behind its static capacity. */
export interface Region {
  readonly baseDpa: bigint;
  readonly decodeLengthBytes: bigint;
  readonly lengthBytes: bigint;
  readonly blockSizeBytes: bigint;
  readonly dsmadHandle: number;
}

const BLOCK_SIZE_BYTES = 2n * MIB;

/** The regions of a device: equal shares, behind volatile and persistent capacity; handles count the partitions. */
export function regionsOf(config: DeviceConfig): readonly Region[] {
  const count = config.dynamicCapacityRegions;
  if (count === 0) return [];
  const first = config.volatileBytes + config.persistentBytes;
  const lengthBytes = (config.dynamicCapacityBytes + BigInt(count) - 1n) / BigInt(count);
  const firstHandle = Number(config.volatileBytes > 0n) + Number(config.persistentBytes > 0n);
  return Array.from({ length: count }, (_, index) => ({
    baseDpa: first + BigInt(index) * lengthBytes,
    decodeLengthBytes: lengthBytes,
    lengthBytes,
    blockSizeBytes: BLOCK_SIZE_BYTES,
    dsmadHandle: firstHandle + index,
  }));
}
