import { opcodeText } from '../protocol/opcode.js';
import { isRunning } from './background.js';
import { hasCommand } from './effects-log.js';
import { type Answer, type Outcome, refuse } from './outcome.js';
import type { Call, CommandRequest, CommandResult, MailboxHandler, Profile } from './profile.js';
import type { DeviceState } from './state.js';

const NOTHING = new Uint8Array();
const QUIET: readonly string[] = [];

/** Runs a command on one of the device's interfaces, whatever carried it there: a mailbox, a tunnel, a message. */
export function runCommand(profile: Profile, state: DeviceState, request: CommandRequest): CommandResult {
  const handler = profile.commands[request.cci].get(request.opcode);
  const { cci, payload, hostNs } = request;
  const outcome = dispatch(state, handler, { profile, cci, payload, hostNs, run: runCommand });
  if ('crash' in outcome) return outcome;
  const unknown = handler === undefined || !hasCommand(state, handler);
  const { state: after, code, log = QUIET, backgroundMs = null, why = null, corruption = null } = outcome;
  return {
    state: after,
    code,
    response: encoded(handler, outcome),
    log: unknown ? [`Command ${opcodeText(request.opcode)} not implemented`] : log,
    backgroundMs,
    why,
    corruption,
  };
}

/** The checks that every command passes before its handler, in the device's order. */
function dispatch(state: DeviceState, handler: MailboxHandler | undefined, call: Call): Outcome<unknown> {
  const { command, requestBytes } = handler ?? {};
  if (handler === undefined || command === undefined || !hasCommand(state, handler))
    return refuse(state, 'UNSUPPORTED', 'this device has no such command');
  if (typeof requestBytes === 'number' && call.payload.length !== requestBytes)
    return refuse(state, 'INVALID_PAYLOAD_LENGTH', wrongLength(call, requestBytes));
  if (handler.runsInBackground && isRunning(state.ccis[call.cci].background))
    return refuse(state, 'BUSY', 'a background operation is running');
  if (handler.refusedWhileMediaDisabled && mediaDisabled(state, call))
    return refuse(state, 'MEDIA_DISABLED', `bits 3:2 of the ${MEDIA_FILTERS[filterOf(call)].register} say so`);
  const request = command.request.decode(
    handler.judgesLength ? padded(call.payload, command.request.sizeBytes) : call.payload,
  );
  if (request === null) return refuse(state, 'INVALID_PAYLOAD_LENGTH', wrongLength(call, command.request.sizeBytes));
  return handler.handle(state, request, call);
}

/** Where devices look for the media state. */
const MEDIA_FILTERS = {
  'capability-register': {
    register: 'mailbox capability register',
    value: ({ registers }: DeviceState) => registers.capability,
  },
  'media-status': {
    register: 'memory device status',
    value: ({ registers }: DeviceState) => Number(registers.memoryDeviceStatus & 0xffn),
  },
} as const;

const filterOf = ({ profile }: Call) => profile.behaviours.mediaDisabledFilter;

/** A switch has no media. */
const mediaDisabled = (state: DeviceState, call: Call): boolean =>
  call.cci !== 'switch' && (MEDIA_FILTERS[filterOf(call)].value(state) & 0xc) === 0xc;

/** What follows a request that is too short reads as zero. */
function padded(payload: Uint8Array, sizeBytes: number): Uint8Array {
  if (payload.length >= sizeBytes) return payload;
  const whole = new Uint8Array(sizeBytes);
  whole.set(payload);
  return whole;
}

const wrongLength = ({ payload }: Call, wanted: number): string =>
  `the request has ${payload.length} bytes and the command takes ${wanted}`;

function encoded(handler: MailboxHandler | undefined, { response }: Answer<unknown>): Uint8Array {
  if (response === undefined || handler === undefined) return NOTHING;
  return response instanceof Uint8Array ? response : handler.command.response.encode(response);
}
