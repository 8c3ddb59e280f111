import type { JsonValue } from '../base/json.js';
import type { CorruptionId, CrashId } from './crashes.js';
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
  /** The command is known, but not what it does to this object. */
  | { readonly isUnmodelled: true }
  | { readonly crash: CrashId };

/** The wire side that a handler needs to know: the name and a check of the arguments in QEMU's own order. */
export interface QmpSignature<Arguments = unknown> {
  readonly name: string;
  check(given: JsonValue): { readonly arguments: Arguments } | { readonly error: string };
}
