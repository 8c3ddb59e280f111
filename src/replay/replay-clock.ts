import type { JsonValue } from '../base/json.js';
import { NS_PER_MS } from '../base/units.js';
import type { DeviceState } from '../device/state.js';
import type { ClockStep, HiddenClock, ReplayClock, ReplayState } from './replay-state.js';

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
        ...(state.unseen !== undefined && { unseen: state.unseen }),
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

/** The state with another device; a clock that was being found out is found out anew. */
export function withDevice(state: ReplayState, device: DeviceState): ReplayState {
  const { clock } = state;
  const changed = { ...state, device };
  if (clock?.kind === 'undecided') return withClock(changed, undefined);
  if (clock?.kind === 'running') return withClock(changed, { ...clock, recent: [] });
  return clock?.kind === 'hidden' ? withClock(changed, { ...clock, running: null }) : changed;
}
