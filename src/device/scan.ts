import { wrap64 } from '../base/units.js';
import { LINE_BYTES } from '../protocol/media-error.js';
import { isRunning } from './background.js';
import { type Answer, refuse } from './outcome.js';
import type { Poison } from './poison.js';
import { endDpa } from './poison-list.js';
import type { Profile } from './profile.js';
import type { DeviceState } from './state.js';

/** The command that scans: while it runs, the poison list is frozen for the host. */
const SCAN_MEDIA_OPCODE = 0x4304;

export const isScanning = ({ ccis: { primary } }: DeviceState): boolean =>
  isRunning(primary.background) && primary.background.opcode === SCAN_MEDIA_OPCODE;

/** What a scan is asked to cover. */
export interface ScanRange {
  readonly startDpa: bigint;
  readonly lengthLines64B: bigint;
}

/** Lengths wrap modulo 2^64 in the device's arithmetic. */
export const scanBytes = ({ lengthLines64B }: ScanRange): bigint => wrap64(lengthLines64B * LINE_BYTES);

/** Why a range cannot be scanned: static capacity alone can; on some devices an end that wraps passes for a small one. */
export function scanRefusal({ behaviours }: Profile, state: DeviceState, range: ScanRange): Answer<never> | null {
  if (range.startDpa % LINE_BYTES !== 0n) return refuse(state, 'INVALID_INPUT', 'the start is not aligned to 64 bytes');
  const exact = range.startDpa + range.lengthLines64B * LINE_BYTES;
  const end = behaviours.poisonAddress === 'any' ? wrap64(exact) : exact;
  return end > state.capacity.staticBytes
    ? refuse(state, 'INVALID_PHYSICAL_ADDRESS', 'the range ends behind the static capacity, which alone can be scanned')
    : null;
}

/** 0.0005 ms for a line of 64 bytes, as the nearest 64-bit significand: this times 2^-80 per byte. */
const MS_PER_BYTE = 9444732965739290427n;
const SCALE_BITS = 80n;
const SIGNIFICAND_BITS = 64;

/**
 * How long a scan takes, in ms, at least 1. The device multiplies in 80-bit floating point and cuts the fraction off;
 * the product is rounded to 64 bits here as it is there, ties to even.
 */
export function scanTimeMs(lengthBytes: bigint): bigint {
  const ms = roundedTo64Bits(lengthBytes * MS_PER_BYTE) >> SCALE_BITS;
  return ms > 1n ? ms : 1n;
}

function roundedTo64Bits(product: bigint): bigint {
  const surplus = BigInt(Math.max(0, product.toString(2).length - SIGNIFICAND_BITS));
  if (surplus === 0n) return product;
  const kept = product >> surplus;
  const rest = product - (kept << surplus);
  const half = 1n << (surplus - 1n);
  const roundsUp = rest > half || (rest === half && (kept & 1n) === 1n);
  return (roundsUp ? kept + 1n : kept) << surplus;
}

/**
 * The lists when a scan begins: old results go, and after an overflow the whole list too; then what the backup has in
 * the range moves to the results and, as far as there is room, back to the list.
 */
export function withScanBegun({ poison }: DeviceState, range: ScanRange, recordsMax: number): Poison {
  const scanEnd = wrap64(range.startDpa + scanBytes(range));
  const inRange = poison.backup.filter((one) => one.startDpa < scanEnd && endDpa(one) > range.startDpa);
  const list = poison.hasOverflowed ? [] : poison.list;
  const room = Math.max(0, recordsMax - list.length);
  return {
    ...poison,
    list: [...inRange.slice(0, room).reverse(), ...list],
    scanResults: [...inRange].reverse(),
    backup: poison.backup.filter((one) => !inRange.includes(one)),
  };
}

/** The end of a scan: only here can an overflow end, where the list holds as many ranges as the results. */
export function withScanDone(state: DeviceState): DeviceState {
  const { poison } = state;
  const isWhole = poison.hasOverflowed && poison.list.length === poison.scanResults.length;
  const cleared = isWhole ? { ...poison, hasOverflowed: false, overflowNs: 0n } : poison;
  return { ...state, poison: { ...cleared, hasScanned: true } };
}
