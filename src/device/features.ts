import { FEATURE_UUIDS } from '../protocol/features.js';

/**
 * The features' memory as the device lays it out, contiguous: patrol scrub attributes (4 bytes) and write buffer (2),
 * ECS attributes (13) and write buffer (7). One byte store, since a transfer that overruns its buffer reaches the next.
 */
export interface Features {
  readonly memory: Uint8Array;
  /** The feature whose transfer is open, as UUID text; null when idle. */
  readonly openTransfer: string | null;
  readonly transferredBytes: number;
  /** How many bytes an overrun has zeroed of the pointer to the Dynamic Capacity memory. */
  readonly lostPointerBytes: number;
}

/** Where a feature lives in the features' memory, and what a complete transfer does there. */
export interface FeatureLayout {
  readonly uuid: string;
  readonly attributesAt: number;
  readonly getSizeBytes: number;
  readonly bufferAt: number;
  readonly setSizeBytes: number;
  /** Takes what the write buffer holds over into the attributes. */
  apply(memory: Uint8Array): void;
}

export const FEATURE_MEMORY_BYTES = 26;

const byteAt = (memory: Uint8Array, at: number): number => memory[at] ?? 0;

const patrolScrub: FeatureLayout = {
  uuid: FEATURE_UUIDS['patrol-scrub'],
  attributesAt: 0,
  getSizeBytes: 4,
  bufferAt: 4,
  setSizeBytes: 2,
  apply(memory) {
    memory[1] = byteAt(memory, 4);
    memory[3] = (byteAt(memory, 3) & ~1) | (byteAt(memory, 5) & 1);
  },
};

const ECS_FRUS = [0, 1, 2] as const;

const errorCheckScrub: FeatureLayout = {
  uuid: FEATURE_UUIDS['ddr5-error-check-scrub'],
  attributesAt: 6,
  getSizeBytes: 13,
  bufferAt: 19,
  setSizeBytes: 7,
  apply(memory) {
    memory[6] = byteAt(memory, 19);
    for (const fru of ECS_FRUS) {
      // Of the 16 bits, the device keeps threshold type, mode and reset counter.
      memory[8 + 4 * fru] = byteAt(memory, 20 + 2 * fru) & 0x1f;
      memory[9 + 4 * fru] = 0;
    }
  },
};

/** The device's features by index. */
export const FEATURES: readonly FeatureLayout[] = [patrolScrub, errorCheckScrub];

export const featureOf = (uuid: string | null): FeatureLayout | undefined =>
  FEATURES.find((feature) => feature.uuid === uuid);

const initial = new Uint8Array(FEATURE_MEMORY_BYTES);
// Scrub: cycle changeable and real-time reporting, 12 hours, at least 1, disabled.
initial.set([0x03, 0x0c, 0x01, 0x00], 0);
// ECS: log capability 1, three media FRUs with capability 1 and configuration 3.
initial.set([0x01, 0x01, 0x03, 0x00, 0x00, 0x01, 0x03, 0x00, 0x00, 0x01, 0x03, 0x00, 0x00], 6);

export const initialFeatures: Features = {
  memory: initial,
  openTransfer: null,
  transferredBytes: 0,
  lostPointerBytes: 0,
};
