import type { Profile } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import type { Comparison } from '../replay/comparison.js';
import type { MailboxEvent } from '../trace/events.js';
import type { Ledger } from './ledger.js';

/** A replayed record with all that is known about it. */
export interface Played extends Comparison {
  readonly profile: Profile;
  /** The device before the record, and from where the replay goes on. */
  readonly before: DeviceState;
  readonly after: DeviceState;
  /** What was offered and asked back so far, this record included. */
  readonly ledger: Ledger;
  /** Set where no record shows the command: it was concluded from an answer, or filled in for a host that is played. */
  readonly unrecorded?: 'concluded' | 'filled' | undefined;
}

/** What was done, in words that say whether a record shows it. */
export function done(unrecorded: Played['unrecorded'], past: string, participle: string = past): string {
  if (unrecorded === undefined) return past;
  return `${unrecorded === 'concluded' ? 'must have' : 'is taken to have'} ${participle}`;
}

/** A command of the trace. */
export type PlayedMailbox = Played & { readonly event: MailboxEvent };

export const isMailbox = (played: Played): played is PlayedMailbox => played.event.kind === 'mailbox';

/** The return code as recorded, or the engine's where the trace does not say; null where there is none. */
export function returnCodeOf({ event, output }: Played): number | null {
  if (event.kind !== 'mailbox') return null;
  const recorded = event.answer?.returnCode;
  if (recorded !== undefined) return recorded;
  return event.tunnel === undefined && output?.kind === 'mailbox' ? output.returnCode : null;
}

/** The response as recorded, or the engine's where the trace does not say, or says the same in fields. */
export function responseOf({ event, output, verdict }: Played): Uint8Array | null {
  if (event.kind !== 'mailbox') return null;
  const recorded = event.answer?.response;
  if (recorded !== undefined) return recorded;
  if (verdict === 'differs' && event.answer?.responseFields !== undefined) return null;
  return event.tunnel === undefined && output?.kind === 'mailbox' ? output.response : null;
}

/** Whether a QMP command was answered with success, as recorded or else by the engine. */
export function qmpSucceeded({ event, output }: Played): boolean {
  if (event.kind !== 'qmp') return false;
  return event.answer === null ? output?.kind === 'return' : 'return' in event.answer;
}

/** The words with which a QMP command was refused, as recorded or else by the engine; null where it was not. */
export function qmpRefusal({ event, output }: Played): string | null {
  if (event.kind !== 'qmp') return null;
  if (event.answer === null) return output?.kind === 'error' ? output.error.desc : null;
  return 'error' in event.answer ? (event.answer.error.desc ?? '') : null;
}
