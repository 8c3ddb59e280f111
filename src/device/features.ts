/**
 * The features' memory as the device lays it out, contiguous: patrol scrub attributes (4 bytes) and write buffer (2),
 * ECS attributes (13) and write buffer (7). One byte store, since a transfer that overruns its buffer reaches the next.
 */
export interface Features {
  readonly memory: Uint8Array;
  /** The feature whose transfer is open, as UUID text; null when idle. */
  readonly openTransfer: string | null;
  readonly transferredBytes: number;
}

export const FEATURE_MEMORY_BYTES = 26;

const initial = new Uint8Array(FEATURE_MEMORY_BYTES);
// Scrub: cycle changeable and real-time reporting, 12 hours, at least 1, disabled.
initial.set([0x03, 0x0c, 0x01, 0x00], 0);
// ECS: log capability 1, three media FRUs with capability 1 and configuration 3.
initial.set([0x01, 0x01, 0x03, 0x00, 0x00, 0x01, 0x03, 0x00, 0x00, 0x01, 0x03, 0x00, 0x00], 6);

export const initialFeatures: Features = { memory: initial, openTransfer: null, transferredBytes: 0 };
