import type { PoisonSource } from '../protocol/media-error.js';

/** One poisoned range: what QMP injects is internal to the device, what the mailbox injects is injected. */
export interface PoisonedRange {
  readonly startDpa: bigint;
  readonly lengthBytes: bigint;
  readonly source: PoisonSource;
}

/** The poison lists, newest first. */
export interface Poison {
  readonly list: readonly PoisonedRange[];
  /** Ranges that came when the list was full. */
  readonly backup: readonly PoisonedRange[];
  readonly scanResults: readonly PoisonedRange[];
  readonly hasOverflowed: boolean;
  readonly overflowNs: bigint;
  readonly hasScanned: boolean;
  /** The query that was not answered whole, on a device that goes on with it. */
  readonly openQuery: PoisonQuery | null;
}

/** A query of the poison list, and how many of its ranges were returned. */
export interface PoisonQuery {
  readonly startDpa: bigint;
  readonly lengthLines64B: bigint;
  readonly returned: number;
}

export const noPoison: Poison = {
  list: [],
  backup: [],
  scanResults: [],
  hasOverflowed: false,
  overflowNs: 0n,
  hasScanned: false,
  openQuery: null,
};
