/** A region as the device describes it to its host. Addresses and lengths in bytes. */
export interface HostRegion {
  readonly baseDpa: bigint;
  readonly lengthBytes: bigint;
}

/** An extent as an event offers it. */
export interface OfferedExtent {
  readonly startDpa: bigint;
  readonly lengthBytes: bigint;
  /** Null for no tag. */
  readonly tag: string | null;
  readonly sharedSequence: number;
}

/** An extent that the host has accepted, and the group in which it came: a group is given back as a whole. */
export interface HeldExtent extends OfferedExtent {
  readonly group: number;
}

/** What a host remembers between its turns: plain data, so that a replay can go on from any point. */
export interface HostMemory {
  /** Null until it has asked. */
  readonly regions: readonly HostRegion[] | null;
  readonly held: readonly HeldExtent[];
  /** Offers of a chain that is not closed yet. */
  readonly staged: readonly OfferedExtent[];
  /** When the first of them came; null where none waits or the trace shows no times. */
  readonly stagedSinceNs: bigint | null;
  /** How many groups it has accepted. */
  readonly groups: number;
}

export const newMemory: HostMemory = { regions: null, held: [], staged: [], stagedSinceNs: null, groups: 0 };

type Stretch = Pick<OfferedExtent, 'startDpa' | 'lengthBytes'>;

const endOf = ({ startDpa, lengthBytes }: Stretch): bigint => startDpa + lengthBytes;

export const holds = (outer: Stretch, inner: Stretch): boolean =>
  outer.startDpa <= inner.startDpa && endOf(inner) <= endOf(outer);

export const touches = (left: Stretch, right: Stretch): boolean =>
  left.startDpa < endOf(right) && right.startDpa < endOf(left);
