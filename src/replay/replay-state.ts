import type { Concern } from '../device/concern.js';
import type { DeviceState } from '../device/state.js';
import type { HostMemory } from '../host/host-memory.js';
import type { TraceEvent } from '../trace/events.js';
import type { HostName, Side } from '../trace/sides.js';
import type { Unseen } from '../unseen/unseen.js';
import type { Effort } from './effort.js';

/** Where a replay stands between two records: plain data, so that it can go on from any point. */
export interface ReplayState {
  readonly device: DeviceState;
  /** The last record that got no answer: if a crash follows, it is the one that killed the device. */
  readonly unanswered: TraceEvent | null;
  /** For each part of the device that went astray, the record where it did. */
  readonly astray: ReadonlyMap<Concern, number>;
  /** The record at which the device damaged its memory. */
  readonly corruptedAt: number | null;
  /** What is known of the clock; absent where nothing has asked yet. */
  readonly clock?: ReplayClock;
  /** What no record has shown of a device that the trace may have met in mid-life; absent where it begins at power-on. */
  readonly unseen?: Unseen | undefined;
  /** What is known of those whose commands the trace does not show; absent where it shows all. */
  readonly unrecorded?: Unrecorded | undefined;
}

/** What is known of the device's virtual clock. */
export type ReplayClock =
  /** It stands still but for the steps that the trace records. */
  | { readonly kind: 'recorded' }
  /** It stands still or runs: both are played until a record tells. */
  | { readonly kind: 'undecided'; readonly running: ReplayState; readonly records: number }
  /** It runs with the log's own times. */
  | RunningClock
  /** Nothing says when it moves: what it must have moved by shows in what the device answers. */
  | HiddenClock;

export interface RunningClock {
  readonly kind: 'running';
  /** The line from which on it was followed. */
  readonly line: number;
  /** The log's time of the latest record; null before the first one. */
  readonly logNs: bigint | null;
  /** Stopped by the operator. */
  readonly isFrozen: boolean;
  /** The largest difference from the log's times that was let pass. */
  readonly spreadNs: bigint;
  /** By how much the device is ahead of the log. */
  readonly leadNs: bigint;
  /** The operator's requests of the last moments and what followed them. */
  readonly recent: readonly RecentRecord[];
  /** Requests that took effect after a command that the log has behind them. */
  readonly moved: readonly { readonly line: number; readonly after: number }[];
  readonly movedCount: number;
}

export interface RecentRecord {
  readonly event: TraceEvent;
  readonly before: ReplayState;
}

export interface HiddenClock {
  readonly kind: 'hidden';
  readonly steps: readonly ClockStep[];
  readonly stepCount: number;
  /** The same device with a clock that runs with the log's times, until a record tells which it is. */
  readonly running: ReplayState | null;
  /** For so many records both were played. */
  readonly records: number;
}

/** A step of the clock that no record shows. */
export interface ClockStep {
  readonly line: number;
  readonly ns: bigint;
}

/** What is known of those whose commands the trace does not show: plain data, so that a replay can go on from any point. */
export interface Unrecorded {
  readonly sides: readonly Side[];
  /** Who plays the host; null until the trace has shown whether there is one that can be modelled. */
  readonly host: { readonly name: HostName; readonly line: number | null } | null;
  readonly memory: HostMemory;
  /** Set where the guest's log tells when its driver sends a command, though not what: the host acts then, and only then. */
  readonly tellsCommands: boolean;
  /** The device as it is if the host did nothing at all; null where nothing was filled. */
  readonly idle: ReplayState | null;
  /** What was filled, up to a number of commands. */
  readonly filled: readonly FilledCommand[];
  readonly filledCount: number;
  /** The latest requests of the operator, for when one of them shows that what was concluded at another was wrong. */
  readonly recent: readonly RecentRequest[];
  /** So many times what was concluded has been looked at again. */
  readonly revisions: number;
  /** What may still be tried to explain differences. */
  readonly effort: Effort;
}

/** A request of the operator as it was played. */
export interface RecentRequest extends RecentRecord {
  /** Whether unrecorded commands were concluded from it. */
  readonly isTelling: boolean;
}

/** A command that the modelled host sent. */
export interface FilledCommand {
  readonly says: string;
  readonly line: number;
}
