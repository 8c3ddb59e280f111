import type { Profile } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import { type DeviceInput, type Stepped, step } from '../device/step.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import type { MailboxEvent, QmpEvent, TraceEvent } from '../trace/events.js';
import type { UnrecordedCommand } from '../unrecorded/explanation.js';
import { compare } from './compare.js';
import type { Comparison } from './comparison.js';
import { unplayed } from './replay.js';

/** A command that the trace does not show, as it was played. */
export interface PlayedUnrecorded {
  readonly comparison: Comparison;
  readonly device: DeviceState;
}

/** Plays a command that the trace does not show, at the place of a record. */
export function playUnrecorded(
  profile: Profile,
  device: DeviceState,
  command: UnrecordedCommand,
  place: TraceEvent,
): PlayedUnrecorded {
  const stepped = step(profile, device, inputOf(command));
  const event = eventOf(command, place, stepped);
  const { output, corruption, why, log } = stepped;
  const { verdict } = compare(event, output);
  return { device: stepped.state, comparison: { ...unplayed(event), verdict, output, corruption, why, log } };
}

/** Whether the device did what it was asked. */
export function isDone({ comparison: { output } }: PlayedUnrecorded): boolean {
  return output?.kind === 'return' || (output?.kind === 'mailbox' && output.returnCode === RETURN_CODES.SUCCESS);
}

const inputOf = (command: UnrecordedCommand): DeviceInput =>
  command.by === 'operator'
    ? { kind: 'qmp', execute: command.execute, arguments: command.arguments }
    : {
        kind: 'mailbox',
        opcode: command.opcode,
        payload: command.request,
        lengthBytes: command.request.length,
        hostNs: null,
      };

/** The record that it would have made, with the engine's answer. */
function eventOf(command: UnrecordedCommand, place: TraceEvent, { output }: Stepped): MailboxEvent | QmpEvent {
  const { seq, line, timeNs, file } = place;
  const common = { seq, line, timeNs, ...(file !== undefined && { file }) };
  if (command.by === 'operator') {
    const { execute, arguments: given } = command;
    const answer = output.kind === 'return' ? { return: output.value } : null;
    return { kind: 'qmp', ...common, execute, arguments: given, answer };
  }
  const { opcode, request } = command;
  const answer = output.kind === 'mailbox' ? { returnCode: output.returnCode, response: output.response } : null;
  return { kind: 'mailbox', ...common, cci: 'primary', opcode, request, requestLengthBytes: request.length, answer };
}
