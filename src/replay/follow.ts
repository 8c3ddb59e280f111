import type { Profile } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import type { Stepped } from '../device/step.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import type { MailboxEvent, QmpEvent, TraceEvent } from '../trace/events.js';
import { tunnelledAnswer } from './tunnelled.js';

/** The device from which the replay goes on after a divergence: as the recording says, as far as it tells. */
export interface Followed {
  readonly device: DeviceState;
  /** False where the recording does not tell enough: the engine's state may be wrong from here on. */
  readonly isFollowed: boolean;
}

/** Chooses the state to go on with where recorded and replayed answers differ. */
export function follow(profile: Profile, before: DeviceState, stepped: Stepped, event: TraceEvent): Followed {
  if (event.kind === 'mailbox') return followMailbox(profile, before, stepped, event);
  if (event.kind === 'qmp') return followQmp(profile, before, stepped, event);
  return { device: stepped.state, isFollowed: false };
}

const succeeded = (code: number): boolean =>
  code === RETURN_CODES.SUCCESS || code === RETURN_CODES.BACKGROUND_COMMAND_STARTED;

function followMailbox(
  profile: Profile,
  before: DeviceState,
  { state, output }: Stepped,
  event: MailboxEvent,
): Followed {
  const alive = { ...state, crashed: null };
  // Where the tunnel refused, the command in it was not run.
  const isRefused = event.tunnel !== undefined && event.answer === null && event.tunnel.returnCode !== null;
  if (isRefused) return { device: before, isFollowed: true };
  const code = event.answer?.returnCode;
  if (code === undefined) return { device: alive, isFollowed: output.kind !== 'crash' };
  const registersOnly = { ...before, registers: alive.registers };
  const replayed = output.kind !== 'mailbox' ? null : event.tunnel === undefined ? output : tunnelledAnswer(output);
  const isSameCode = replayed?.returnCode === code;
  // What the device refused, it did not do; a refusal in which both agree left what the engine says.
  if (!succeeded(code)) return { device: isSameCode ? alive : registersOnly, isFollowed: true };
  const handler = profile.commands[event.cci].get(event.opcode);
  const request = handler?.command.request.decode(event.request) ?? null;
  if (handler?.follow === null || handler === undefined || request === null)
    return { device: alive, isFollowed: false };
  const response = event.answer?.response ? handler.command.response.decode(event.answer.response) : null;
  const answer = { profile, code, response, requestPayload: event.request };
  // From the state before: what the engine did must not be done twice.
  return { device: handler.follow(registersOnly, request, answer), isFollowed: true };
}

function followQmp(profile: Profile, before: DeviceState, { state, output }: Stepped, event: QmpEvent): Followed {
  const alive = { ...state, crashed: null };
  if (event.answer === null || 'error' in event.answer) return { device: before, isFollowed: true };
  if (output.kind === 'return') return { device: alive, isFollowed: true };
  const handler = profile.qmp.get(event.execute);
  const checked = handler?.command.check(event.arguments);
  if (!handler?.follow || checked === undefined || 'error' in checked) return { device: alive, isFollowed: false };
  return { device: handler.follow(before, checked.arguments, profile), isFollowed: true };
}
