import type { JsonValue } from '../base/json.js';
import type { Concern } from './concern.js';
import type { CorruptionId, CrashId } from './crashes.js';
import type { Profile } from './profile.js';
import type { QmpFault } from './qmp-extents.js';
import type { DeviceState } from './state.js';

/** QEMU's error answer. */
export interface QmpError {
  readonly class: string;
  readonly desc: string;
}

/** What a QMP command came to. */
export type QmpOutcome =
  | {
      readonly state: DeviceState;
      readonly result: JsonValue;
      readonly log?: readonly string[];
      readonly corruption?: CorruptionId;
    }
  | {
      readonly error: QmpError;
      readonly state: DeviceState;
      readonly log?: readonly string[];
      readonly corruption?: CorruptionId;
    }
  | { readonly crash: CrashId };

/** The wire side that a handler needs to know: the name and a check of the arguments in QEMU's own order. */
export interface QmpSignature<Arguments = unknown> {
  readonly name: string;
  check(given: JsonValue): { readonly arguments: Arguments } | { readonly error: string };
}

/** What a machine does with one QMP command. */
export interface QmpHandler {
  readonly command: QmpSignature;
  readonly concerns: readonly Concern[];
  handle(state: DeviceState, given: unknown, profile: Profile): QmpOutcome;
  /** The state after a success that the model would not have given. */
  readonly follow: ((state: DeviceState, given: unknown, profile: Profile) => DeviceState) | null;
}

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

export const qmpDone = (state: DeviceState, result: JsonValue = {}): QmpOutcome => ({ state, result });

/** What a failed check comes to. */
export const qmpFault = (state: DeviceState, fault: QmpFault): QmpOutcome =>
  'crash' in fault
    ? fault
    : { ...qmpError(state, fault.desc), ...(fault.corruption && { corruption: fault.corruption }) };
