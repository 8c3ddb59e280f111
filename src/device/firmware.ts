import { NS_PER_MS, NS_PER_S } from '../base/units.js';
import { FIRMWARE_ACTIONS } from '../protocol/firmware-actions.js';
import type { CciName, DeviceState, Firmware } from './state.js';

/** The device's two firmware slots, counted from 1. */
export const FIRMWARE_SLOTS = [1, 2] as const;

/**
 * How long a transfer may wait for its next part: 30 s by a clock that counts whole seconds. Where in its second a part
 * ended no trace tells.
 */
const PART_TIMEOUT_NS = 30n * NS_PER_S + NS_PER_S / 2n;

/** A part is written in 2 s of virtual time, a whole image in 10 s. */
export const transferMs = (action: number): bigint => (action === FIRMWARE_ACTIONS.full ? 10_000n : 2_000n);

export const withFirmware = (state: DeviceState, cci: CciName, changes: Partial<Firmware>): DeviceState => ({
  ...state,
  ccis: { ...state.ccis, [cci]: { ...state.ccis[cci], firmware: { ...state.ccis[cci].firmware, ...changes } } },
});

/** Whether the open transfer waited too long. Where the trace does not show the host's wall clock, none ever did. */
export function hasTimedOut({ partEndHostNs }: Firmware, hostNs: bigint | null): boolean {
  if (partEndHostNs === 'never') return true;
  return partEndHostNs !== null && hostNs !== null && hostNs - partEndHostNs > PART_TIMEOUT_NS;
}

/** A slot that firmware may be written to or started from: there, and not the running one. */
export const isSpareSlot = ({ activeSlot }: Firmware, slot: number): boolean =>
  FIRMWARE_SLOTS.some((known) => known === slot) && slot !== activeSlot;

/** The firmware state after the part or image that was being written is complete; `hostNs`: when it was. */
export function afterTransfer(firmware: Firmware, hostNs: bigint | null): Firmware {
  const { currentAction, currentSlot, populatedSlots } = firmware;
  if (currentAction !== FIRMWARE_ACTIONS.full && currentAction !== FIRMWARE_ACTIONS.end)
    // Where the end is not in the trace, virtual time runs with the host's: somebody waits for it.
    return { ...firmware, partEndHostNs: hostNs ?? endOfPart(firmware) };
  const written = { ...firmware, isTransferring: false };
  // Slot 0 is what a reset in mid-operation leaves behind; the byte before the first slot is the staged slot's number.
  if (currentSlot === 0) return { ...written, stagedSlot: 1 };
  return { ...written, populatedSlots: [...new Set([...populatedSlots, currentSlot])].sort() };
}

const endOfPart = ({ currentAction, partStartHostNs }: Firmware): bigint | null =>
  partStartHostNs === null ? null : partStartHostNs + transferMs(currentAction) * NS_PER_MS;
