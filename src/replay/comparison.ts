import type { CorruptionId } from '../device/crashes.js';
import type { DeviceOutput } from '../device/step.js';
import type { TraceEvent } from '../trace/events.js';
import type { Side } from '../trace/sides.js';
import type { Part } from '../unseen/unseen.js';
import type { Mismatch } from './mismatch.js';

/** How a record fared: `silent` has no answer to compare, `unmodelled` has one that the engine does not give. */
export type Verdict = 'matched' | 'differs' | 'unmodelled' | 'silent';

/** Commands that the trace does not show and that led to what it records. */
export interface Explained {
  readonly by: Side;
  /** Which, in words. */
  readonly says: string;
}

/** A record beside what the engine made of it. */
export interface Comparison {
  readonly event: TraceEvent;
  readonly verdict: Verdict;
  readonly output: DeviceOutput | null;
  readonly mismatches: readonly Mismatch[];
  /** The earlier record whose divergence this one follows from; null where it is a cause of its own. */
  readonly followsFrom: number | null;
  /** Set where the device damaged its own memory at this record. */
  readonly corruption: CorruptionId | null;
  /** Why the engine refused, where it says. */
  readonly why: string | null;
  /** Set where the replay could not follow the recorded answer: the engine's state may differ from here on. */
  readonly isFollowed: boolean;
  /** What the answer depends on and no record has shown, where the trace begins in mid-life: the difference cannot be judged. */
  readonly unseen?: readonly Part[] | undefined;
  /** Set where the engine answers as recorded only after commands that the trace does not show. */
  readonly explained?: Explained | undefined;
  /** Lines that the device printed. */
  readonly log: readonly string[];
}
