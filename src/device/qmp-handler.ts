import type { JsonValue } from '../base/json.js';
import type { Concern } from './concern.js';
import type { Profile, QmpHandler } from './profile.js';
import type { QmpFault } from './qmp-extents.js';
import type { QmpOutcome, QmpSignature } from './qmp-outcome.js';
import type { DeviceState } from './state.js';

/** Declares what a machine does with a QMP command. */
export function defineQmpHandler<Arguments>(
  command: QmpSignature<Arguments>,
  parts: {
    readonly concerns: readonly Concern[];
    handle(state: DeviceState, given: Arguments, profile: Profile): QmpOutcome;
    follow?(state: DeviceState, given: Arguments, profile: Profile): DeviceState;
  },
): QmpHandler {
  return {
    command,
    concerns: parts.concerns,
    handle: parts.handle as QmpHandler['handle'],
    follow: (parts.follow ?? null) as QmpHandler['follow'],
  };
}

/** A refusal in QEMU's words. */
export const qmpError = (state: DeviceState, desc: string): QmpOutcome => ({
  state,
  error: { class: 'GenericError', desc },
});

export const qmpUnmodelled: QmpOutcome = { isUnmodelled: true };

export const qmpDone = (state: DeviceState, result: JsonValue = {}): QmpOutcome => ({ state, result });

/** What a failed check comes to. */
export function qmpFault(profile: Profile, state: DeviceState, fault: QmpFault): QmpOutcome {
  const wraps = 'crash' in fault ? fault.crash === 'qmp-extent-wraps' : fault.corruption === 'extent-length-wraps';
  if (wraps && profile.behaviours.operatorExtentWraps === 'refused')
    return qmpError(state, 'extent range is beyond the region end');
  if ('crash' in fault) return fault;
  return { ...qmpError(state, fault.desc), ...(fault.corruption && { corruption: fault.corruption }) };
}
