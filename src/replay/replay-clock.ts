import type { JsonValue } from '../base/json.js';
import { NS_PER_MS } from '../base/units.js';
import type { TraceEvent } from '../trace/events.js';
import type { ReplayState } from './replay.js';

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

/** So many steps are listed. */
const STEPS_MAX = 50;

export const hiddenClock: HiddenClock = { kind: 'hidden', steps: [], stepCount: 0, running: null, records: 0 };

export const withStep = (clock: HiddenClock, step: ClockStep): HiddenClock => ({
  ...clock,
  steps: clock.steps.length < STEPS_MAX ? [...clock.steps, step] : clock.steps,
  stepCount: clock.stepCount + 1,
});

/** The state with another clock. */
export const withClock = (state: ReplayState, clock: ReplayClock | undefined): ReplayState =>
  state.clock === clock
    ? state
    : {
        device: state.device,
        unanswered: state.unanswered,
        astray: state.astray,
        corruptedAt: state.corruptedAt,
        ...(clock !== undefined && { clock }),
      };

/** What was concluded about a device's clock, for the report. */
export function clockInferences(
  clock: ReplayClock | undefined,
): readonly { readonly what: string; readonly value: JsonValue; readonly line: number | null }[] {
  if (clock === undefined) return [];
  if (clock.kind === 'running') {
    const { line, spreadNs, moved } = clock;
    const value = `runs with the log's own times; timestamps and the progress of background operations are compared with a tolerance (largest difference ${milliseconds(spreadNs)})`;
    return [
      { what: 'clock', value, line },
      ...moved.map((one) => ({
        what: 'order',
        value: `took effect after the command of line ${one.after}`,
        line: one.line,
      })),
      ...(clock.movedCount > moved.length
        ? [{ what: 'order', value: `${clock.movedCount - moved.length} more`, line: null }]
        : []),
    ];
  }
  if (clock.kind !== 'hidden' || clock.stepCount === 0) return [];
  const more = clock.stepCount - clock.steps.length;
  return [
    ...clock.steps.map(({ line, ns }) => ({ what: 'clock.step', value: `at least ${milliseconds(ns)}`, line })),
    ...(more > 0 ? [{ what: 'clock.step', value: `${more} more`, line: null }] : []),
  ];
}

const milliseconds = (ns: bigint): string => `${Number(ns) / Number(NS_PER_MS)} ms`;
