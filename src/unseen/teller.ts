import type { JsonValue } from '../base/json.js';
import type { Profile } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import type { Command } from '../protocol/command.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import { successOf } from '../trace/answers.js';
import type { MailboxEvent, QmpEvent, TraceEvent } from '../trace/events.js';
import type { Part, Stretch, Unseen } from './unseen.js';

/** A record of a trace that begins in mid-life, with the device before it as far as it is known. */
export interface Scene {
  readonly profile: Profile;
  readonly device: DeviceState;
  readonly event: TraceEvent;
  readonly unseen: Unseen;
  /** Where the recorded answer differs from the engine's. */
  readonly mismatches: readonly {
    readonly path: string;
    readonly recorded: JsonValue;
    readonly replayed: JsonValue;
  }[];
}

/** The device before the record as its answer shows that it was. */
export interface Told {
  readonly device: DeviceState;
  /** What that says of the trace's beginning, for people. */
  readonly value: JsonValue;
}

/** What an answer tells of a part of the device that no record before has made. */
interface Telling {
  readonly part: Part;
  /** Whether the record's answer depends on the part: while that is unseen, another answer is no difference. */
  dependsOn(scene: Scene): boolean;
  /** The return codes among which the part decides: any other is none that it explains. Success alone where absent. */
  readonly codes?: readonly (keyof typeof RETURN_CODES)[];
  /** Asked where the answer is another than the engine's: null where it tells nothing, or contradicts what is known. */
  tell(scene: Scene): Told | null;
  /** Asked at a line that the device printed, which is no answer: null where it tells nothing that is not known. */
  hears?(scene: Scene): Told | null;
}

/** The records that can make a part known: no other costs it anything. */
interface Wants {
  readonly mailbox?: readonly Pick<Command, 'opcode'>[];
  readonly qmp?: readonly { readonly name: string }[];
  readonly kinds?: readonly TraceEvent['kind'][];
}

/** How much of a part is known after a record. */
interface Learning {
  readonly wants: Wants;
  /** Whether all of the part is known after the record. `after` is the device then. */
  settles?(scene: Scene, after: DeviceState): boolean;
  /** Whether nothing is known of the part any more after the record: what it did depends on what is unseen. */
  unsettles?(scene: Scene): boolean;
  /** The stretches of the part that are known after the record. */
  learns?(scene: Scene, after: DeviceState): readonly Stretch[];
}

export type Teller = Telling & (Learning | { readonly [name in keyof Learning]?: never });

/** The request and the answer to a command that was taken; null where it is another, or was not. */
export function taken<Request, Response>(
  event: TraceEvent,
  command: Command<Request, Response>,
): { readonly request: Request; readonly response: Response | null } | null {
  if (!isAnswered(event, command, 'SUCCESS')) return null;
  const request = command.request.decode(event.request);
  return request === null ? null : { request, response: successOf(event, command) };
}

/** Whether the record is of the command, with a request that is shown and that answer. */
export function isAnswered(
  event: TraceEvent,
  { opcode }: Pick<Command, 'opcode'>,
  code: keyof typeof RETURN_CODES,
): event is MailboxEvent {
  if (event.kind !== 'mailbox' || event.opcode !== opcode || event.isRequestUnknown === true) return false;
  return event.answer?.returnCode === RETURN_CODES[code];
}

export const isOf = (event: TraceEvent, ...commands: readonly Pick<Command, 'opcode'>[]): boolean =>
  event.kind === 'mailbox' && commands.some(({ opcode }) => opcode === event.opcode);

/** Whether both return codes, where they differ, are among those of the teller. */
export function isAmongCodes({ mismatches }: Scene, { codes = ['SUCCESS'] }: Pick<Teller, 'codes'>): boolean {
  const known: readonly JsonValue[] = codes.map((code) => RETURN_CODES[code]);
  return mismatches.every(
    ({ path, recorded, replayed }) => path !== 'returnCode' || (known.includes(recorded) && known.includes(replayed)),
  );
}

/** Whether the machine was reset, by its operator or otherwise. */
export const isReset = (event: TraceEvent): boolean =>
  event.kind === 'reset' || (event.kind === 'qmp' && event.execute === 'system_reset' && isTaken(event));

/** The words with which QEMU refused; null where it did not. */
export const refusalWords = ({ answer }: QmpEvent): string | null =>
  answer !== null && 'error' in answer ? (answer.error.desc ?? '') : null;

export const isTaken = ({ answer }: QmpEvent): boolean => answer !== null && 'return' in answer;
