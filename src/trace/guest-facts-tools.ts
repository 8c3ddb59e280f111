import type { ExtentFact } from './guest-facts-capacity.js';

/** What `cxl list` and `daxctl` print. Sizes in bytes; null where the listing rounds them or leaves them out. */
export type ToolFact =
  | {
      readonly kind: 'memdev-listed';
      readonly memdev: string;
      readonly host: string | null;
      readonly serialNumber: bigint | null;
      readonly volatileBytes: bigint | null;
      readonly persistentBytes: bigint | null;
      readonly dynamicBytes: bigint | null;
      readonly poison: readonly PoisonListed[];
    }
  | {
      readonly kind: 'region-listed';
      readonly region: string;
      readonly sizeBytes: bigint | null;
      readonly extents: readonly ListedExtent[];
    }
  | { readonly kind: 'dax-listed'; readonly device: string; readonly sizeBytes: bigint | null };

/** An extent by its offset in the region. */
export interface ListedExtent extends Omit<ExtentFact, 'startDpa' | 'lengthBytes'> {
  readonly offset: bigint | null;
  readonly lengthBytes: bigint | null;
}

export interface PoisonListed {
  readonly dpa: bigint | null;
  readonly lengthBytes: bigint | null;
  readonly source: string | null;
}
