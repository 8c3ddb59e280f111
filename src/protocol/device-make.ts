/** How a CXL memory device is made: what `-device cxl-type3,…` says. Sizes in bytes; 0 means the device has none of it. */
export interface DeviceMake {
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
}
