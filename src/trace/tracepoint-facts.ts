/** What every record of the device's event logs begins with, as the driver's trace events print it. */
export interface EventHeaderFact {
  readonly memdev: string;
  readonly host: string;
  readonly serialNumber: bigint;
  /** `Informational`, `Warning`, `Failure`, `Fatal`, `Dynamic Capacity`. */
  readonly log: string;
  /** By the device's clock. */
  readonly timestampNs: bigint;
  readonly uuid: string;
  readonly recordBytes: number;
  readonly flags: readonly string[];
  readonly handle: number;
  readonly relatedHandle: number;
  readonly maintenanceClass: number;
  readonly maintenanceSubclass?: number;
  readonly ldId?: number;
  readonly headId?: number;
}

/** Who made the component, where the record says; newer kernels only. */
interface ComponentFact {
  readonly componentId?: string;
  readonly componentPldmFlags?: readonly string[];
  readonly pldmEntityId?: string;
  readonly pldmResourceId?: string;
}

/** Where the host sees the address. */
interface HostAddressFact {
  readonly hpa?: bigint;
  readonly hpaAlias?: bigint;
  readonly region?: string;
  readonly regionUuid?: string;
}

interface MediaFact extends ComponentFact, HostAddressFact {
  readonly dpa: bigint;
  readonly dpaFlags: readonly string[];
  readonly descriptor: readonly string[];
  readonly type: string;
  readonly subType?: string;
  readonly transactionType: string;
  readonly channel?: number;
  readonly rank?: number;
  readonly validity?: readonly string[];
  readonly thresholdFlags?: readonly string[];
}

export interface GeneralMediaFact extends EventHeaderFact, MediaFact {
  readonly kind: 'general-media-event';
  readonly device?: number;
  readonly correctedErrors?: number;
}

export interface DramFact extends EventHeaderFact, MediaFact {
  readonly kind: 'dram-event';
  readonly nibbleMask?: number;
  readonly bankGroup?: number;
  readonly bank?: number;
  readonly row?: number;
  readonly column?: number;
  readonly correctionMask?: string;
  readonly subChannel?: number;
  readonly correctedErrors?: number;
}

export interface MemoryModuleFact extends EventHeaderFact, ComponentFact {
  readonly kind: 'memory-module-event';
  readonly type: string;
  readonly subType?: string;
  readonly healthStatus: readonly string[];
  readonly mediaStatus: string;
  readonly lifeUsedStatus?: string;
  readonly temperatureStatus?: string;
  readonly volatileErrorStatus?: string;
  readonly persistentErrorStatus?: string;
  readonly lifeUsedPercent: number;
  readonly temperatureCelsius: number;
  readonly dirtyShutdowns: number;
  readonly volatileErrors: number;
  readonly persistentErrors: number;
  readonly validity?: readonly string[];
}

export interface MemorySparingFact extends EventHeaderFact, ComponentFact {
  readonly kind: 'memory-sparing-event';
  readonly sparingFlags: readonly string[];
  readonly result: number;
  readonly validity: readonly string[];
  readonly resourcesAvailable: number;
  readonly channel: number;
  readonly rank: number;
  readonly nibbleMask: number;
  readonly bankGroup: number;
  readonly bank: number;
  readonly row: number;
  readonly column: number;
  readonly subChannel: number;
}

export interface GenericEventFact extends EventHeaderFact {
  readonly kind: 'generic-event';
  readonly data: string;
}

/** A record of the Dynamic Capacity log; `tag` is lower-case UUID text whatever the kernel's version prints. */
export interface DynamicCapacityFact extends EventHeaderFact {
  readonly kind: 'dynamic-capacity-event';
  readonly type: string;
  readonly hostId: number;
  /** The region or partition; from series v11 on only of meaning for a configuration update. */
  readonly region: number;
  readonly startDpa: bigint;
  readonly lengthBytes: bigint;
  readonly tag: string;
  readonly sequence: number;
}

interface MemdevFact {
  readonly memdev: string;
  readonly host: string;
  readonly serialNumber: bigint;
}

export interface OverflowFact extends MemdevFact {
  readonly kind: 'overflow-event';
  readonly log: string;
  readonly records: number;
  readonly firstNs: bigint;
  readonly lastNs: bigint;
}

export interface PoisonFact extends MemdevFact, HostAddressFact {
  readonly kind: 'poison-event';
  readonly action: string;
  readonly dpa: bigint;
  readonly lengthBytes: number;
  readonly source: string;
  readonly flags: readonly string[];
  readonly overflowNs: bigint;
}

/** A protocol error of a memory device, or of a port where `serialNumber` is absent. */
export interface AerFact extends Omit<MemdevFact, 'serialNumber'> {
  readonly kind: 'correctable-error-event' | 'uncorrectable-error-event';
  readonly serialNumber?: bigint;
  readonly status: readonly string[];
  readonly firstError?: readonly string[];
}

/** What the PCI layer's own trace event says of an error. */
export interface PciErrorFact {
  readonly kind: 'pci-error-event';
  readonly device: string;
  readonly bus: string;
  readonly severity: string;
  readonly errors: readonly string[];
}

/** The tracer's own remark that it lost events. */
export interface LostEventsFact {
  readonly kind: 'events-lost';
  readonly count: number | null;
}

export type TracepointFact =
  | GeneralMediaFact
  | DramFact
  | MemoryModuleFact
  | MemorySparingFact
  | GenericEventFact
  | DynamicCapacityFact
  | OverflowFact
  | PoisonFact
  | AerFact
  | PciErrorFact
  | LostEventsFact;
