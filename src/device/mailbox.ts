import { RETURN_CODES } from '../protocol/return-codes.js';
import { startedBackground, withBackground } from './background.js';
import { runCommand } from './command.js';
import type { CorruptionId, CrashId } from './crashes.js';
import { overreadInput, overrunState, payloadAfter } from './overrun.js';
import type { CommandAnswer, Profile } from './profile.js';
import { backgroundBit, readBackgroundBit } from './registers.js';
import { type CciName, changed, type DeviceState } from './state.js';

/** A mailbox command as the host rings it in. */
export interface MailboxRequest {
  /** The interface it goes to: the primary mailbox where absent. */
  readonly cci?: CciName;
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

/** Runs a command as its carrier does; only the primary mailbox's registers are the device's own. */
export function executeMailbox(profile: Profile, state: DeviceState, request: MailboxRequest): MailboxResult {
  const { cci = 'primary', opcode, hostNs, lengthBytes } = request;
  const reads = lengthBytes > request.payload.length;
  const payload = reads ? overreadInput(profile, state, request.payload, lengthBytes) : request.payload;
  const isTooLong = profile.behaviours.payloadBounds === 'kept' && lengthBytes > profile.constants.payloadBytes;
  const result = isTooLong ? refusedLength(state) : runCommand(profile, state, { cci, opcode, payload, hostNs });
  if ('crash' in result) return result;
  const { response, log, code, why } = result;
  const { state: written, corruption } = overrunState(profile, result.state, response);
  const settled = cci === 'primary' ? settle(profile, written, opcode, result) : written;
  const answer = { returnCode: code, response, background: backgroundBit(profile, settled, cci) };
  return { state: settled, answer, log, corruption: result.corruption ?? corruption, why };
}

/** A request that no payload area holds. */
const refusedLength = (state: DeviceState): CommandAnswer => ({
  state,
  code: RETURN_CODES.INVALID_PAYLOAD_LENGTH,
  response: new Uint8Array(),
  log: [],
  backgroundMs: null,
  why: 'the request is longer than the payload area',
  corruption: null,
});

/** The registers after the command, read once as the host does. */
function settle(profile: Profile, state: DeviceState, opcode: number, outcome: CommandAnswer): DeviceState {
  const { response } = outcome;
  const isBackground = outcome.code === RETURN_CODES.BACKGROUND_COMMAND_STARTED;
  const started =
    isBackground && outcome.backgroundMs !== null
      ? withBackground(state, startedBackground(opcode, outcome.backgroundMs, state.nowNs))
      : state;
  const { registers } = started;
  const settled = {
    capability: registers.capability,
    control: 0,
    command: BigInt(opcode + response.length * 0x10000),
    statusBackground: readBackgroundBit(profile, started.ccis.primary.background, isBackground),
    statusReturnCode: outcome.code,
    backgroundStatus: registers.backgroundStatus,
    payload: payloadAfter(profile, registers.payload, response),
    eventStatus: registers.eventStatus,
    memoryDeviceStatus: registers.memoryDeviceStatus,
  };
  return changed(started, { registers: settled });
}
