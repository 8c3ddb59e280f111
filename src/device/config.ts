import { MIB } from '../base/units.js';

/** How a device was made: what `-device cxl-type3,…` says. Sizes in bytes; 0 means the device has none of it. */
export interface DeviceConfig {
  readonly qomPath: string;
  readonly serialNumber: bigint;
  readonly volatileBytes: bigint;
  readonly persistentBytes: bigint;
  readonly lsaBytes: bigint;
  /** Capacity behind the Dynamic Capacity regions, from one memory device or (lazy) as a promised total. */
  readonly dynamicCapacityBytes: bigint;
  readonly dynamicCapacityRegions: number;
  /** True where capacity is promised (`dc-regions-total-size`) and backends are attached by tag at run time. */
  readonly lazyBackends: boolean;
  /** True where a switch mailbox CCI reaches the device's FM-owned logical device. */
  readonly behindSwitch: boolean;
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
