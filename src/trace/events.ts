import type { JsonObject, JsonValue } from '../base/json.js';
import type { GuestFact } from './guest-facts.js';

/** What every event has: where it stands in its source and when it happened. */
interface EventBase {
  /** Position in the trace, from 1. */
  readonly seq: number;
  /** Line in the source where the record begins, from 1. */
  readonly line: number;
  /** Last line of a record that several lines made. */
  readonly lastLine?: number;
  /** Nanoseconds since the recording began; null where the source does not show it. */
  readonly timeNs: bigint | null;
  /** The file that `line` is of, where several make the trace. */
  readonly file?: string;
  /** Other files that show the same. */
  readonly alsoIn?: readonly { readonly file: string; readonly line: number }[];
}

/** Which command interface a mailbox command went to. */
export type CciKind = 'primary' | 'switch' | 'fm';

/** An answer as far as the source shows it: what is undefined was not recorded and is not compared. */
export interface RecordedAnswer {
  readonly returnCode?: number;
  /** The payload, or its beginning where `responseLengthBytes` is larger. */
  readonly response?: Uint8Array;
  readonly responseLengthBytes?: number;
  /** Fields that a written trace expects, as decode prints them; the others are not compared. */
  readonly responseFields?: JsonObject;
  readonly background?: boolean;
}

/** The outer command of a tunnel: null answers where the device died. */
export interface Tunnel {
  readonly request: Uint8Array;
  readonly returnCode: number | null;
  readonly response: Uint8Array | null;
}

export interface MailboxEvent extends EventBase {
  readonly kind: 'mailbox';
  readonly cci: CciKind;
  readonly opcode: number;
  readonly request: Uint8Array;
  /** What the length register claimed: usually the length of `request`. */
  readonly requestLengthBytes: number;
  /** The source shows that the command was sent, not its payload: it cannot be played. The length is 0 where it is not shown either. */
  readonly isRequestUnknown?: true;
  /** Null where no answer came: the device died, or the tunnel refused. */
  readonly answer: RecordedAnswer | null;
  readonly tunnel?: Tunnel;
  readonly mailboxAddress?: bigint;
  readonly deviceId?: string;
}

export type QmpAnswer =
  | { readonly return: JsonValue }
  | { readonly error: { readonly class?: string; readonly desc?: string } };

export interface QmpEvent extends EventBase {
  readonly kind: 'qmp';
  /** The command; `unknown-request` where the source shows but its answer. */
  readonly execute: string;
  readonly arguments: JsonValue;
  /** The source does not show what was asked: `arguments` says nothing and the record cannot be played. */
  readonly areArgumentsUnknown?: true;
  /** Null where no answer was recorded. */
  readonly answer: QmpAnswer | null;
}

export interface QmpNotification extends EventBase {
  readonly kind: 'qmp-event';
  readonly event: string;
  readonly data: JsonValue;
}

export const REGISTER_NAMES = [
  'mailbox-capability',
  'mailbox-control',
  'mailbox-command',
  'mailbox-status',
  'background-status',
  'device-status',
  'memory-device-status',
  'payload',
] as const;

export interface RegisterEvent extends EventBase {
  readonly kind: 'register';
  readonly access: 'read' | 'write';
  readonly register: (typeof REGISTER_NAMES)[number];
  /** Bytes from the register's start. */
  readonly offset: number;
  readonly size: number;
  /** What was written, or read; null where a read's value was not recorded. */
  readonly value: bigint | null;
  readonly mailboxAddress?: bigint;
  readonly deviceId?: string;
}

export interface ClockEvent extends EventBase {
  readonly kind: 'clock';
  readonly advanceNs: bigint;
  /** The clock afterwards; null where the device died in this step. */
  readonly virtualNs: bigint | null;
}

export interface LogEvent extends EventBase {
  readonly kind: 'log';
  readonly source: string;
  readonly text: string;
  readonly severity?: string;
  /** What the line says, where it is one that the guest's driver or tools are known to print. */
  readonly facts?: GuestFact;
  /** The device that printed it or that it concerns, by the guest's name: `0000:0d:00.0`, `mem0`. */
  readonly deviceId?: string;
}

export interface CrashEvent extends EventBase {
  readonly kind: 'crash';
  readonly signal: string | null;
  readonly text: string;
  /** The process never returned and was killed. */
  readonly hung: boolean;
}

export interface ResetEvent extends EventBase {
  readonly kind: 'reset';
}

export interface DecoderEvent extends EventBase {
  readonly kind: 'decoder';
  readonly action: string;
  /** Its number, or its name where the source has one: `decoder3.0`. */
  readonly decoder: number | string;
  readonly baseAddress: bigint;
  readonly sizeBytes: bigint;
}

export interface MemoryEvent extends EventBase {
  readonly kind: 'memory';
  readonly access: 'read' | 'write';
  readonly windowOffset: bigint;
  readonly size: number;
  readonly value: bigint | null;
}

export interface NoteEvent extends EventBase {
  readonly kind: 'note';
  readonly text: string;
}

/** What the trace's author says must hold here. */
export interface ExpectEvent extends EventBase {
  readonly kind: 'expect';
  /** Predicates by name, their values as `decode` prints them. */
  readonly expectation: JsonObject;
  /** The device that it is about, by its QOM path or the end of it; the first where it is absent. */
  readonly device?: string;
  /** Names of predicates that could not be read: what they say cannot hold. */
  readonly unread?: readonly string[];
}

/** Everything that a trace can hold after its header. */
export type TraceEvent =
  | MailboxEvent
  | QmpEvent
  | QmpNotification
  | RegisterEvent
  | ClockEvent
  | LogEvent
  | CrashEvent
  | ResetEvent
  | DecoderEvent
  | MemoryEvent
  | NoteEvent
  | ExpectEvent;
