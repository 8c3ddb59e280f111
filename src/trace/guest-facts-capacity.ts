/** A stretch of device or host addresses: as long as the kernel's inclusive range says. */
export interface AddressRange {
  readonly start: bigint;
  readonly lengthBytes: bigint;
}

/** An extent as the driver prints it; the tag is null where the line has none. */
export interface ExtentFact {
  readonly startDpa: bigint;
  readonly lengthBytes: bigint;
  readonly tag: string | null;
}

/** What lines of the Dynamic Capacity series (2023 to 2026) say. */
export type CapacityFact =
  | { readonly kind: 'partitions-read'; readonly returned: number; readonly available: number }
  | { readonly kind: 'partition'; readonly index: number; readonly startDpa: bigint; readonly lengthBytes: bigint }
  | { readonly kind: 'static-partition'; readonly lengthBytes: bigint }
  | { readonly kind: 'partition-added'; readonly name: string; readonly lengthBytes: bigint }
  | { readonly kind: 'configuration-fault'; readonly partition: number | null; readonly why: string }
  /** Of one Get Dynamic Capacity Extent List: `returned` from `firstIndex` on, of `total`. */
  | {
      readonly kind: 'extent-list';
      readonly firstIndex: number;
      readonly returned: number;
      readonly total: number;
      readonly generation: number;
    }
  | { readonly kind: 'extent-of-list'; readonly index: number; readonly total: number }
  /** Generation or count changed between two parts of a list: was and is. */
  | {
      readonly kind: 'extent-list-changed';
      readonly generation: readonly [number, number];
      readonly total: readonly [number, number];
    }
  | { readonly kind: 'extent-known-already'; readonly startDpa: bigint; readonly lengthBytes: bigint }
  /** An event record of the Dynamic Capacity log: no line has its tag or More flag. */
  | {
      readonly kind: 'capacity-event';
      readonly type: 'add-capacity' | 'release-capacity' | 'forced-release-capacity' | null;
      readonly startDpa: bigint;
      readonly lengthBytes: bigint;
    }
  /** The record before has the More flag. */
  | { readonly kind: 'more-follows' }
  | { readonly kind: 'forced-release-ignored' }
  | ({ readonly kind: 'extent-in-partition'; readonly partition: number | AddressRange } & ExtentFact)
  | ({ readonly kind: 'extent-checked'; readonly decoder: AddressRange | null } & ExtentFact)
  | ({ readonly kind: 'extent-added' | 'extent-removed' } & ExtentFact)
  | ExtentRefused
  | TagRefused
  | { readonly kind: 'tag-group'; readonly step: 'allocated' | 'extended' }
  /** Not every record of a chain came in time: the host refuses all of it by an empty response. */
  | { readonly kind: 'chain-timeout'; readonly isResponseSent: boolean }
  | { readonly kind: 'chain-too-long'; readonly extentsMax: number }
  /** The DAX driver is asked or told of capacity that came (type 0) or goes (type 1). */
  | ({ readonly kind: 'notify'; readonly step: 'trying' | 'done'; readonly action: 'add' | 'release' } & Notified)
  | { readonly kind: 'region-extent'; readonly step: string; readonly hpa: AddressRange; readonly tag: string | null }
  | { readonly kind: 'dax-resource'; readonly step: string; readonly resource: AddressRange | null }
  /** Before Release Dynamic Capacity; null where the kernel printed a pointer for an address (versions 7 to 9). */
  | { readonly kind: 'release-response'; readonly range: AddressRange | null }
  | ({ readonly kind: 'release-failed' | 'release-unmatched' } & ExtentFact);

interface Notified {
  readonly hpa: AddressRange | null;
  readonly tag: string | null;
}

/** The host drops an extent. `code` is the divergence that names the reason; null where nothing is wrong with the device. */
export interface ExtentRefused extends ExtentFact {
  readonly kind: 'extent-refused';
  readonly code: string | null;
  readonly why: string;
}

/** The host drops a whole tag group, or all that came with one tag. */
export interface TagRefused {
  readonly kind: 'tag-refused';
  readonly code: string | null;
  readonly tag: string;
  readonly why: string;
  readonly dpas: readonly bigint[];
}
