/** One poisoned range; `origin` is the type on the wire: 2 internal (QMP), 3 injected (mailbox). */
export interface PoisonedRange {
  readonly startDpa: bigint;
  readonly lengthBytes: bigint;
  readonly origin: number;
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
}

export const noPoison: Poison = {
  list: [],
  backup: [],
  scanResults: [],
  hasOverflowed: false,
  overflowNs: 0n,
  hasScanned: false,
};
