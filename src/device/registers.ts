import { isRunning } from './background.js';
import type { CrashId } from './crashes.js';
import type { Profile } from './profile.js';
import type { Registers } from './register-values.js';
import type { Background, CciName, DeviceState } from './state.js';

export type RegisterName =
  | 'mailbox-capability'
  | 'mailbox-control'
  | 'mailbox-command'
  | 'mailbox-status'
  | 'background-status'
  | 'device-status'
  | 'memory-device-status'
  | 'payload';

/** Offsets within the mailbox block; the two status registers outside it have none. */
const MAILBOX_OFFSETS: Readonly<Partial<Record<RegisterName, number>>> = {
  'mailbox-capability': 0x00,
  'mailbox-control': 0x04,
  'mailbox-command': 0x08,
  'mailbox-status': 0x10,
  'background-status': 0x18,
  payload: 0x20,
};

const PAYLOAD_OFFSET = 0x20;

/** A register access: `offset` counts from the register's start. */
export interface RegisterAccess {
  readonly register: RegisterName;
  readonly offset: number;
  readonly size: number;
}

/** Reads a register as the guest does; reading the status registers whole updates what is stored. */
export function readRegister(
  profile: Profile,
  state: DeviceState,
  access: RegisterAccess,
): { readonly state: DeviceState; readonly value: bigint } {
  const mask = (1n << BigInt(access.size * 8)) - 1n;
  if (access.register === 'device-status')
    return { state, value: (BigInt(state.registers.eventStatus) >> BigInt(8 * access.offset)) & mask };
  if (access.register === 'memory-device-status') {
    const offset = profile.behaviours.memoryStatusHighHalf === 'low-half' ? 0 : access.offset;
    return { state, value: (state.registers.memoryDeviceStatus >> BigInt(8 * offset)) & mask };
  }
  const at = (MAILBOX_OFFSETS[access.register] ?? 0) + access.offset;
  const updated = access.size === 8 ? updateStored(profile, state, at) : state;
  return { state: updated, value: littleEndian(blockBytes(updated, at, access.size)) };
}

function updateStored(profile: Profile, state: DeviceState, at: number): DeviceState {
  const { background } = state.ccis.primary;
  const { registers } = state;
  if (at === 0x18) {
    const { opcode, percent, returnCode } = background;
    const stored = BigInt(opcode) | (BigInt(percent) << 16n) | (BigInt(returnCode) << 32n);
    return { ...state, registers: { ...registers, backgroundStatus: stored } };
  }
  if (at !== 0x10) return state;
  const statusBackground = backgroundBit(profile, state);
  return statusBackground === registers.statusBackground
    ? state
    : { ...state, registers: { ...registers, statusBackground } };
}

/** Bit 0 of an interface's status register as a whole read finds it; only the primary mailbox's is stored. */
export const backgroundBit = (profile: Profile, state: DeviceState, cci: CciName = 'primary'): boolean =>
  readBackgroundBit(profile, state.ccis[cci].background, cci === 'primary' && state.registers.statusBackground);

/** The bit as a read finds it where `stored` is what the register holds. */
export function readBackgroundBit(profile: Profile, background: Background, stored: boolean): boolean {
  switch (profile.behaviours.statusBackgroundBit) {
    case 'until-first-percent':
      return stored && background.percent === 0;
    case 'until-complete':
      return !(background.percent === 100 || background.isAborted);
    case 'while-running':
      return isRunning(background);
  }
}

/** `size` bytes of the mailbox block from `at` on, as stored. */
function blockBytes(state: DeviceState, at: number, size: number): Uint8Array {
  const { registers } = state;
  if (at >= PAYLOAD_OFFSET) {
    const out = new Uint8Array(size);
    out.set(registers.payload.subarray(at - PAYLOAD_OFFSET, at - PAYLOAD_OFFSET + size));
    return out;
  }
  return registerBytes(registers).slice(at, at + size);
}

/** The 32 bytes of registers in front of the payload. */
function registerBytes(registers: Registers): Uint8Array {
  const view = new DataView(new ArrayBuffer(PAYLOAD_OFFSET));
  view.setUint32(0x00, registers.capability, true);
  view.setUint32(0x04, registers.control, true);
  view.setBigUint64(0x08, registers.command, true);
  view.setUint8(0x10, Number(registers.statusBackground));
  view.setUint16(0x14, registers.statusReturnCode, true);
  view.setBigUint64(0x18, registers.backgroundStatus, true);
  return new Uint8Array(view.buffer);
}

function littleEndian(data: Uint8Array): bigint {
  let value = 0n;
  for (let index = data.length - 1; index >= 0; index--) value = (value << 8n) | BigInt(data[index] ?? 0);
  return value;
}

/** What a register write came to; a write that sets the doorbell runs the command in the registers. */
export type Written =
  | { readonly state: DeviceState; readonly rings: boolean; readonly log: readonly string[] }
  | { readonly crash: CrashId };

/** Writes a register as the guest does. */
export function writeRegister(
  { behaviours }: Profile,
  state: DeviceState,
  access: RegisterAccess,
  value: bigint,
): Written {
  const base = MAILBOX_OFFSETS[access.register];
  if (base === undefined) return { state, rings: false, log: [] };
  const at = base + access.offset;
  if (at >= PAYLOAD_OFFSET)
    return { state: writePayload(state, at - PAYLOAD_OFFSET, access.size, value), rings: false, log: [] };
  if (access.size < 4)
    return behaviours.narrowRegisterWrite === 'dies'
      ? { crash: 'register-write-too-narrow' }
      : { state, rings: false, log: [] };
  if (at === 0 && behaviours.capabilityRegister === 'read-only') return { state, rings: false, log: [] };
  const stored = store(state.registers, at, access.size, value);
  const registers = stored ?? state.registers;
  const width = access.size === 4 ? 'writel' : 'writeq';
  const ignored =
    stored === null && `mailbox_mem_${width} Unexpected ${8 * access.size}-bit access to 0x${at.toString(16)} (WI)`;
  return { state: { ...state, registers }, rings: (registers.control & 1) === 1, log: ignored ? [ignored] : [] };
}

/** The registers after the write, or null where the device ignores it and says so. */
function store(registers: Registers, at: number, size: number, value: bigint): Registers | null {
  if (size === 4 && at === 0x00) return { ...registers, capability: Number(value & 0xffff_ffffn) };
  if (size === 4 && at === 0x04) return { ...registers, control: Number(value & 0xffff_ffffn) };
  if (size === 8 && at === 0x08) return { ...registers, command: value };
  if (size === 8 && at === 0x10) return registers;
  if (size === 8 && at === 0x18) return { ...registers, backgroundStatus: value };
  return null;
}

function writePayload(state: DeviceState, at: number, size: number, value: bigint): DeviceState {
  const payload = new Uint8Array(Math.max(state.registers.payload.length, at + size));
  payload.set(state.registers.payload);
  for (let index = 0; index < size; index++) payload[at + index] = Number((value >> BigInt(8 * index)) & 0xffn);
  return { ...state, registers: { ...state.registers, payload } };
}
