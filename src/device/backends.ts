import { emptyTable, type GlibTable } from '../base/glib-table.js';
import type { PagedBytes } from './paged-bytes.js';

/** A host memory backend: an object of the machine that QMP makes and deletes, and that a tag ties to an offer. */
export interface Backend {
  /** Tells backends apart whose name is used again. */
  readonly key: number;
  readonly id: string;
  readonly objectType: string;
  readonly sizeBytes: bigint;
  /** Any text; empty where the backend has none. */
  readonly tag: string;
  /** Set when an extent with this backend is accepted. */
  readonly isMapped: boolean;
  readonly hasMemory: boolean;
  /** Deleted while an offer still points to it. */
  readonly isDeleted: boolean;
  readonly contents: PagedBytes;
}

export interface Backends {
  /** In the order in which they were made. */
  readonly objects: readonly Backend[];
  readonly nextKey: number;
  /** The names in the order in which QEMU walks them. */
  readonly names: GlibTable;
  /** The size of the backend that the latest offer found; null where there was none yet or it found none. */
  readonly latestBytes: bigint | null;
  /** Set while an operation overwrites capacity that the device has no address space for. */
  readonly isOverwritingNothing: boolean;
}

export const noBackends: Backends = {
  objects: [],
  nextKey: 0,
  names: emptyTable,
  latestBytes: null,
  isOverwritingNothing: false,
};
