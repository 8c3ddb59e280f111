import { RETURN_CODES, type ReturnCodeName } from '../protocol/return-codes.js';
import type { CorruptionId, CrashId } from './crashes.js';
import type { DeviceState } from './state.js';

/** What a mailbox command came to. */
export type Outcome<Response> = Answer<Response> | { readonly crash: CrashId };

export interface Answer<Response> {
  readonly state: DeviceState;
  readonly code: number;
  /** The answer's fields, or its bytes where no field says more than they do; absent for an empty payload. */
  readonly response?: Response | Uint8Array;
  /** How long the background operation runs that this command started. */
  readonly backgroundMs?: bigint;
  /** Lines that the device prints while it does this. */
  readonly log?: readonly string[];
  /** Why the device refuses, for people: a clause without a full stop. */
  readonly why?: string;
  /** Set where the device damages its own memory here. */
  readonly corruption?: CorruptionId;
}

export const succeed = <Response>(state: DeviceState, response?: Response | Uint8Array): Answer<Response> =>
  response === undefined ? { state, code: RETURN_CODES.SUCCESS } : { state, code: RETURN_CODES.SUCCESS, response };

/** A refusal: nothing changed and the payload is empty. `why` is a clause for people: `nothing is pending`. */
export const refuse = (state: DeviceState, code: ReturnCodeName, why?: string): Answer<never> => ({
  state,
  code: RETURN_CODES[code],
  ...(why !== undefined && { why }),
});

/** The command goes on in the background for `backgroundMs` of virtual time. */
export const startBackground = (state: DeviceState, backgroundMs: bigint): Answer<never> => ({
  state,
  code: RETURN_CODES.BACKGROUND_COMMAND_STARTED,
  backgroundMs,
});

export const crash = (id: CrashId): { readonly crash: CrashId } => ({ crash: id });
