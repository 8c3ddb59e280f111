import type { Command } from '../protocol/command.js';
import type { Behaviours } from './behaviours.js';
import type { Concern } from './concern.js';
import type { CorruptionId, CrashId } from './crashes.js';
import type { Outcome } from './outcome.js';
import type { QmpOutcome, QmpSignature } from './qmp-outcome.js';
import type { CciName, DeviceState } from './state.js';

/** One modelled device: behaviours, constants and the commands it implements. Data, nothing else. */
export interface Profile {
  readonly name: string;
  readonly title: string;
  /** Whether the answers were compared with a running device or only read from its source. */
  readonly evidence: 'measured' | 'read';
  readonly source: string;
  readonly constants: Constants;
  readonly behaviours: Behaviours;
  readonly commands: Readonly<Record<CciName, ReadonlyMap<number, MailboxHandler>>>;
  readonly qmp: ReadonlyMap<string, QmpHandler>;
}

export interface Constants {
  readonly payloadBytes: number;
  readonly eventLogRecordsMax: number;
  readonly extentsMax: number;
  readonly extentsPerAnswerMax: number;
  readonly poisonRecordsMax: number;
  readonly firmwareImageBytesMax: number;
  /** How far behind the Command Effects Log the firmware state lies in the device's memory. */
  readonly firmwareBehindLogAt: number;
}

/** What a command may change or do, as the Command Effects Log reports it. */
export type Effect =
  | 'configuration-change-after-cold-reset'
  | 'configuration-change-after-conventional-reset'
  | 'configuration-change-after-cxl-reset'
  | 'immediate-configuration-change'
  | 'immediate-data-change'
  | 'immediate-policy-change'
  | 'immediate-log-change'
  | 'security-state-change'
  | 'background-operation'
  | 'background-operation-can-be-aborted';

/** What a handler is told beside the request's fields. */
export interface Call {
  readonly profile: Profile;
  readonly cci: CciName;
  /** The request as the device sees it: as many bytes as the length register claims. */
  readonly payload: Uint8Array;
  /** The host's wall clock, where the trace shows it. */
  readonly hostNs: bigint | null;
  /** Runs another command within this one, as a tunnel does. */
  run(profile: Profile, state: DeviceState, request: CommandRequest): CommandResult;
}

/** A command on its way to one of a device's interfaces. */
export interface CommandRequest {
  readonly cci: CciName;
  readonly opcode: number;
  readonly payload: Uint8Array;
  readonly hostNs: bigint | null;
}

/** A command's answer with its payload as bytes. */
export interface CommandAnswer {
  readonly state: DeviceState;
  readonly code: number;
  readonly response: Uint8Array;
  readonly log: readonly string[];
  readonly backgroundMs: bigint | null;
  readonly why: string | null;
  readonly corruption: CorruptionId | null;
}

export type CommandResult = CommandAnswer | { readonly crash: CrashId };

/** What a device does with one mailbox command. */
export interface MailboxHandler {
  readonly command: Command;
  readonly concerns: readonly Concern[];
  readonly effects: readonly Effect[];
  readonly runsInBackground: boolean;
  readonly refusedWhileMediaDisabled: boolean;
  /** True where only a device with Dynamic Capacity has the command. */
  readonly needsDynamicCapacity: boolean;
  /** The request's length where the device insists on one; null where the handler decides. */
  readonly requestBytes: number | null;
  /** True where the handler is asked even about a request that is shorter than its head. */
  readonly judgesLength: boolean;
  handle(state: DeviceState, request: unknown, call: Call): Outcome<unknown>;
  /** What happens when the command's background operation ends, and when that is by the host's wall clock. */
  readonly finish: ((state: DeviceState, hostNs: bigint | null) => DeviceState | { readonly crash: CrashId }) | null;
  /** The state after an answer that the model would not have given, as far as the answer tells. */
  readonly follow: ((state: DeviceState, request: unknown, answer: FollowedAnswer) => DeviceState) | null;
}

/** What a machine does with one QMP command. */
export interface QmpHandler {
  readonly command: QmpSignature;
  readonly concerns: readonly Concern[];
  handle(state: DeviceState, given: unknown, profile: Profile): QmpOutcome;
  /** The state after a success that the model would not have given. */
  readonly follow: ((state: DeviceState, given: unknown, profile: Profile) => DeviceState) | null;
}

/** A recorded answer that the replay follows: `response` is null where no layout explains the bytes. */
export interface FollowedAnswer {
  readonly profile: Profile;
  readonly code: number;
  readonly response: unknown;
  readonly requestPayload: Uint8Array;
}

/** Declares what a device does with a command; everything but `handle` has a common default. */
export function defineHandler<Request, Response>(
  command: Command<Request, Response>,
  parts: {
    readonly concerns: readonly Concern[];
    readonly effects?: readonly Effect[];
    readonly refusedWhileMediaDisabled?: boolean;
    readonly needsDynamicCapacity?: boolean;
    readonly judgesLength?: boolean;
    handle(state: DeviceState, request: Request, call: Call): Outcome<Response>;
    finish?(state: DeviceState, hostNs: bigint | null): DeviceState | { readonly crash: CrashId };
    follow?(
      state: DeviceState,
      request: Request,
      answer: FollowedAnswer & { readonly response: Response | null },
    ): DeviceState;
  },
): MailboxHandler {
  return {
    command: command as Command,
    concerns: parts.concerns,
    effects: parts.effects ?? [],
    runsInBackground: parts.effects?.includes('background-operation') ?? false,
    refusedWhileMediaDisabled: parts.refusedWhileMediaDisabled ?? false,
    needsDynamicCapacity: parts.needsDynamicCapacity ?? false,
    judgesLength: parts.judgesLength ?? false,
    requestBytes: command.request.isFixed ? command.request.sizeBytes : null,
    handle: parts.handle as MailboxHandler['handle'],
    finish: parts.finish ?? null,
    follow: (parts.follow ?? null) as MailboxHandler['follow'],
  };
}

/** The handlers by opcode. */
export const commandTable = (handlers: readonly MailboxHandler[]): ReadonlyMap<number, MailboxHandler> =>
  new Map(handlers.map((handler) => [handler.command.opcode as number, handler]));
