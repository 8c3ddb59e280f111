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

/** Where the registers are, from the beginning of the mailbox: the two status registers lie right before and behind it. */
const OFFSETS: Readonly<Record<RegisterName, number>> = {
  'device-status': -0x08,
  'mailbox-capability': 0x00,
  'mailbox-control': 0x04,
  'mailbox-command': 0x08,
  'mailbox-status': 0x10,
  'background-status': 0x18,
  payload: 0x20,
  'memory-device-status': 0x820,
};

const PAYLOAD_OFFSET = OFFSETS.payload;
const MEMORY_STATUS_OFFSET = OFFSETS['memory-device-status'];
const STATUS_BYTES = 8;

/** A register access: `offset` counts from the register's start. */
export interface RegisterAccess {
  readonly register: RegisterName;
  readonly offset: number;
  readonly size: number;
}

/** An aligned piece of an access, from the beginning of the mailbox. */
interface Piece {
  readonly at: number;
  readonly size: number;
}

/** What an access comes to on the bus: one that is not aligned is split into aligned pieces, from below. */
function pieces({ register, offset, size }: RegisterAccess): readonly Piece[] {
  const first = OFFSETS[register] + offset;
  if (first % size === 0) return [{ at: first, size }];
  const split: Piece[] = [];
  for (let at = first; at < first + size; ) {
    const aligned = at & -at;
    const left = 1 << (31 - Math.clz32(first + size - at));
    const piece = { at, size: aligned === 0 ? left : Math.min(aligned, left) };
    split.push(piece);
    at += piece.size;
  }
  return split;
}

interface Read {
  readonly state: DeviceState;
  readonly value: bigint;
}

/** Reads a register as the guest does; reading the status registers whole updates what is stored. */
export function readRegister(profile: Profile, state: DeviceState, access: RegisterAccess): Read {
  let read: Read = { state, value: 0n };
  let shift = 0n;
  for (const piece of pieces(access)) {
    const part = readPiece(profile, read.state, piece);
    read = { state: part.state, value: read.value | (part.value << shift) };
    shift += BigInt(8 * piece.size);
  }
  return read;
}

function readPiece(profile: Profile, state: DeviceState, { at, size }: Piece): Read {
  const mask = (1n << BigInt(size * 8)) - 1n;
  const shifted = (register: bigint, offset: number) => ({ state, value: (register >> BigInt(8 * offset)) & mask });
  if (at < 0) return shifted(BigInt(state.registers.eventStatus), at - OFFSETS['device-status']);
  if (at >= MEMORY_STATUS_OFFSET) {
    const isLow = profile.behaviours.memoryStatusHighHalf === 'low-half' && at < MEMORY_STATUS_OFFSET + STATUS_BYTES;
    return shifted(state.registers.memoryDeviceStatus, isLow ? 0 : at - MEMORY_STATUS_OFFSET);
  }
  const updated = size === 8 ? updateStored(profile, state, at) : state;
  return { state: updated, value: littleEndian(blockBytes(updated, at, size)) };
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

/** What a piece of a register write came to; one after which the doorbell is set runs the command in the registers. */
export type Written =
  | { readonly state: DeviceState; readonly rings: boolean; readonly log: readonly string[] }
  | { readonly crash: CrashId };

/** The writes that a register write comes to, one after the other: a command may run between two. */
export function registerWrites(
  profile: Profile,
  access: RegisterAccess,
  value: bigint,
): readonly ((state: DeviceState) => Written)[] {
  let shift = 0n;
  return pieces(access).map((piece) => {
    const part = BigInt.asUintN(8 * piece.size, value >> shift);
    shift += BigInt(8 * piece.size);
    return (state) => writePiece(profile, state, piece, part);
  });
}

function writePiece({ behaviours }: Profile, state: DeviceState, { at, size }: Piece, value: bigint): Written {
  if (at < 0 || at >= MEMORY_STATUS_OFFSET) return { state, rings: false, log: [] };
  if (at >= PAYLOAD_OFFSET)
    return { state: writePayload(state, at - PAYLOAD_OFFSET, size, value), rings: false, log: [] };
  if (size < 4)
    return behaviours.narrowRegisterWrite === 'dies'
      ? { crash: 'register-write-too-narrow' }
      : { state, rings: false, log: [] };
  if (at === 0 && behaviours.capabilityRegister === 'read-only') return { state, rings: false, log: [] };
  const stored = store(state.registers, at, size, value);
  const registers = stored ?? state.registers;
  const width = size === 4 ? 'writel' : 'writeq';
  const ignored =
    stored === null && `mailbox_mem_${width} Unexpected ${8 * size}-bit access to 0x${at.toString(16)} (WI)`;
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
