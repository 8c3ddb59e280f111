import { unreachable } from '../base/assert.js';
import type { JsonValue } from '../base/json.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import { decoderChanged } from './aliases.js';
import { runTimers } from './background.js';
import { type CorruptionId, type CrashId, damages } from './crashes.js';
import { executeMailbox, type MailboxAnswer, type MailboxRequest, type MailboxResult } from './mailbox.js';
import type { Profile } from './profile.js';
import type { QmpError } from './qmp-outcome.js';
import { type RegisterAccess, readRegister, registerWrites } from './registers.js';
import { resetDevice } from './reset.js';
import type { DeviceState } from './state.js';
import { accessWindow, type WindowAccess } from './window-memory.js';

/** The virtual clock moves on, and the host's wall clock then stands at `hostNs`; null where that is not known. */
interface Advance {
  readonly ns: bigint;
  readonly hostNs: bigint | null;
}

/** Everything that can happen to a device; time comes with the input. */
export type DeviceInput =
  | ({ readonly kind: 'mailbox' } & MailboxRequest)
  | { readonly kind: 'qmp'; readonly execute: string; readonly arguments: JsonValue }
  | ({ readonly kind: 'register-read' } & RegisterAccess)
  | ({ readonly kind: 'register-write'; readonly value: bigint } & RegisterAccess)
  | ({ readonly kind: 'advance' } & Advance)
  | { readonly kind: 'reset' }
  | { readonly kind: 'decoder'; readonly isCommitted: boolean; readonly sizeBytes: bigint }
  | ({ readonly kind: 'memory' } & WindowAccess);

/** What the device answers. `none`: nothing that a host could see. */
export type DeviceOutput =
  | ({ readonly kind: 'mailbox' } & MailboxAnswer)
  | { readonly kind: 'return'; readonly value: JsonValue }
  | { readonly kind: 'error'; readonly error: QmpError }
  | { readonly kind: 'register'; readonly value: bigint }
  | { readonly kind: 'memory'; readonly value: bigint }
  | { readonly kind: 'crash'; readonly crash: CrashId }
  | { readonly kind: 'none' };

export interface Stepped {
  readonly state: DeviceState;
  readonly output: DeviceOutput;
  /** Lines that the device printed. */
  readonly log: readonly string[];
  /** Set where the device damaged its own memory in this step. */
  readonly corruption: CorruptionId | null;
  /** Why the device refused, where it says. */
  readonly why: string | null;
}

const QUIET: readonly string[] = [];

/** The device after one input, and its answer: no clock, no chance, no input or output of its own. */
export function step(profile: Profile, state: DeviceState, input: DeviceInput): Stepped {
  switch (input.kind) {
    case 'mailbox':
      return mailboxStep(state, executeMailbox(profile, state, input));
    case 'qmp':
      return qmpStep(profile, state, input.execute, input.arguments);
    case 'register-read': {
      const read = readRegister(profile, state, input);
      return {
        state: read.state,
        output: { kind: 'register', value: read.value },
        log: QUIET,
        corruption: null,
        why: null,
      };
    }
    case 'register-write':
      return writeStep(profile, state, input, input.value);
    case 'advance':
      return advance(profile, state, input);
    case 'reset':
      return quiet(resetDevice(profile, state));
    case 'decoder':
      return quiet(windowChanged(profile, state, input));
    case 'memory':
      return memoryStep(profile, state, input);
    default:
      return unreachable(input, 'a device input');
  }
}

const quiet = (state: DeviceState): Stepped => ({
  state,
  output: { kind: 'none' },
  log: QUIET,
  corruption: null,
  why: null,
});

const died = (state: DeviceState, crash: CrashId): Stepped => ({
  state: { ...state, crashed: crash },
  output: { kind: 'crash', crash },
  log: QUIET,
  corruption: null,
  why: null,
});

/** Only a device that gets its memory with its offers looks at its window. */
const windowChanged = (profile: Profile, state: DeviceState, decoder: { isCommitted: boolean; sizeBytes: bigint }) =>
  profile.behaviours.lazyCapacity === 'unknown' ? state : decoderChanged(state, decoder.isCommitted, decoder.sizeBytes);

function memoryStep(profile: Profile, state: DeviceState, access: WindowAccess): Stepped {
  const accessed = accessWindow(profile, state, access);
  if ('crash' in accessed) return died(state, accessed.crash);
  const { value } = accessed;
  return { ...quiet(accessed.state), output: value === null ? { kind: 'none' } : { kind: 'memory', value } };
}

/** The state with the damage that was done to it, the first one. */
const marked = (state: DeviceState, corruption: CorruptionId): DeviceState =>
  damages(corruption) && state.corrupted === null ? { ...state, corrupted: corruption } : state;

function mailboxStep(state: DeviceState, result: MailboxResult): Stepped {
  if ('crash' in result) return died(state, result.crash);
  const { corruption, log, answer, why } = result;
  return {
    state: corruption === null ? result.state : marked(result.state, corruption),
    output: {
      kind: 'mailbox',
      returnCode: answer.returnCode,
      response: answer.response,
      background: answer.background,
    },
    log,
    corruption,
    why,
  };
}

/** Runs a QMP command; one that the profile does not model answers nothing. */
function qmpStep(profile: Profile, state: DeviceState, execute: string, given: JsonValue): Stepped {
  const handler = profile.qmp.get(execute);
  if (handler === undefined) return quiet(state);
  const checked = handler.command.check(given);
  if ('error' in checked)
    return { ...quiet(state), output: { kind: 'error', error: { class: 'GenericError', desc: checked.error } } };
  const outcome = handler.handle(state, checked.arguments, profile);
  if ('crash' in outcome) return died(state, outcome.crash);
  if ('isUnmodelled' in outcome) return quiet(state);
  const corruption = outcome.corruption ?? null;
  return {
    state: corruption === null ? outcome.state : marked(outcome.state, corruption),
    output: 'error' in outcome ? { kind: 'error', error: outcome.error } : { kind: 'return', value: outcome.result },
    log: outcome.log ?? QUIET,
    corruption,
    why: null,
  };
}

function writeStep(profile: Profile, state: DeviceState, access: RegisterAccess, value: bigint): Stepped {
  let stepped = quiet(state);
  for (const write of registerWrites(profile, access, value)) {
    const written = write(stepped.state);
    if ('crash' in written) return died(stepped.state, written.crash);
    const rung = written.rings ? ringStep(profile, written.state) : quiet(written.state);
    if (rung.output.kind === 'crash') return rung;
    stepped = {
      ...rung,
      output: { kind: 'none' },
      log: [...stepped.log, ...written.log, ...rung.log],
      corruption: stepped.corruption ?? rung.corruption,
      why: stepped.why ?? rung.why,
    };
  }
  return stepped;
}

/** Runs the command in the registers. The host has not read the status yet, and what else is in control stays. */
function ringStep(profile: Profile, state: DeviceState): Stepped {
  const { command, payload, control } = state.registers;
  const lengthBytes = Number((command >> 16n) & 0xfffffn);
  const rung = mailboxStep(
    state,
    executeMailbox(profile, state, {
      opcode: Number(command & 0xffffn),
      payload: payload.subarray(0, Math.min(lengthBytes, profile.constants.payloadBytes)),
      lengthBytes,
      hostNs: null,
    }),
  );
  if (rung.output.kind === 'crash') return rung;
  const { registers } = rung.state;
  const statusBackground = registers.statusReturnCode === RETURN_CODES.BACKGROUND_COMMAND_STARTED;
  return {
    ...rung,
    state: { ...rung.state, registers: { ...registers, control: (control & ~1) >>> 0, statusBackground } },
  };
}

function advance(profile: Profile, state: DeviceState, { ns, hostNs }: Advance): Stepped {
  const toNs = state.nowNs + ns;
  const ticked = runTimers(profile, state, toNs, hostNs);
  return 'crash' in ticked ? died(state, ticked.crash) : quiet({ ...ticked, nowNs: toNs });
}
