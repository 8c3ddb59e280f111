import { opcodeText } from '../protocol/opcode.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import { isRunning, startedBackground, withBackground } from './background.js';
import type { CorruptionId, CrashId } from './crashes.js';
import { hasCommand } from './effects-log.js';
import { type Answer, type Outcome, refuse } from './outcome.js';
import { overreadInput, overrunState } from './overrun.js';
import type { Call, MailboxHandler, Profile } from './profile.js';
import { backgroundBit } from './registers.js';
import type { DeviceState } from './state.js';

/** A mailbox command as the host rings it in. */
export interface MailboxRequest {
  readonly opcode: number;
  readonly payload: Uint8Array;
  /** What the length register claims: usually the payload's length. */
  readonly lengthBytes: number;
  readonly hostNs: bigint | null;
}

/** What the host finds after the doorbell. */
export interface MailboxAnswer {
  readonly returnCode: number;
  readonly response: Uint8Array;
  /** Bit 0 of the status register as read after the command. */
  readonly background: boolean;
}

export type MailboxResult =
  | {
      readonly state: DeviceState;
      readonly answer: MailboxAnswer;
      readonly log: readonly string[];
      readonly corruption: CorruptionId | null;
      readonly why: string | null;
    }
  | { readonly crash: CrashId };

const NOTHING = new Uint8Array();

/** Runs a command of the primary mailbox: payload written, command and doorbell rung, status and payload read. */
export function executeMailbox(profile: Profile, state: DeviceState, request: MailboxRequest): MailboxResult {
  const handler = profile.commands.primary.get(request.opcode);
  const reads = request.lengthBytes > request.payload.length;
  const payload = reads ? overreadInput(profile, state, request.payload, request.lengthBytes) : request.payload;
  const call: Call = { profile, cci: 'primary', payload, hostNs: request.hostNs };
  const outcome = dispatch(state, handler, call);
  if ('crash' in outcome) return outcome;
  const unknown = handler === undefined || !hasCommand(state, handler);
  const log = unknown ? [`Command ${opcodeText(request.opcode)} not implemented`] : (outcome.log ?? []);
  const response = encoded(handler, outcome);
  const { state: written, corruption } = overrunState(profile, outcome.state, response);
  const settled = settle(profile, written, request.opcode, outcome, response);
  const answer = {
    returnCode: outcome.code,
    response,
    background: settled.registers.statusBackground,
  };
  return { state: settled, answer, log, corruption: outcome.corruption ?? corruption, why: outcome.why ?? null };
}

/** The checks that every command passes before its handler, in the device's order. */
function dispatch(state: DeviceState, handler: MailboxHandler | undefined, call: Call): Outcome<unknown> {
  const { command, requestBytes } = handler ?? {};
  if (handler === undefined || command === undefined || !hasCommand(state, handler))
    return refuse(state, 'UNSUPPORTED', 'this device has no such command');
  if (typeof requestBytes === 'number' && call.payload.length !== requestBytes)
    return refuse(state, 'INVALID_PAYLOAD_LENGTH', wrongLength(call, requestBytes));
  const runsInBackground = handler.effects.includes('background-operation');
  if (runsInBackground && isRunning(state.ccis[call.cci].background))
    return refuse(state, 'BUSY', 'a background operation is running');
  if (handler.refusedWhileMediaDisabled && mediaDisabled(state))
    return refuse(state, 'MEDIA_DISABLED', 'bits 3:2 of the mailbox capability register say that media is disabled');
  const request = command.request.decode(call.payload);
  if (request === null) return refuse(state, 'INVALID_PAYLOAD_LENGTH', wrongLength(call, command.request.sizeBytes));
  return handler.handle(state, request, call);
}

/** The device tests bits 3:2 of the capability register for this, not of the memory device status. */
const mediaDisabled = (state: DeviceState): boolean => (state.registers.capability & 0xc) === 0xc;

const wrongLength = ({ payload }: Call, wanted: number): string =>
  `the request has ${payload.length} bytes and the command takes ${wanted}`;

function encoded(handler: MailboxHandler | undefined, { response }: Answer<unknown>): Uint8Array {
  if (response === undefined || handler === undefined) return NOTHING;
  return response instanceof Uint8Array ? response : handler.command.response.encode(response);
}

/** The registers after the command, read once as the host does. */
function settle(
  profile: Profile,
  state: DeviceState,
  opcode: number,
  outcome: Answer<unknown>,
  response: Uint8Array,
): DeviceState {
  const isBackground = outcome.code === RETURN_CODES.BACKGROUND_COMMAND_STARTED;
  const started =
    isBackground && outcome.backgroundMs !== undefined
      ? withBackground(state, startedBackground(opcode, outcome.backgroundMs, state.nowNs))
      : state;
  const rung: DeviceState = {
    ...started,
    registers: {
      ...started.registers,
      control: 0,
      command: BigInt(opcode) | (BigInt(response.length) << 16n),
      statusBackground: isBackground,
      statusReturnCode: outcome.code,
      payload: response,
    },
  };
  const statusBackground = backgroundBit(profile, rung);
  return statusBackground === isBackground ? rung : { ...rung, registers: { ...rung.registers, statusBackground } };
}
