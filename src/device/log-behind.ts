import type { Profile } from './profile.js';
import type { CciName, CciState, DeviceState, Firmware } from './state.js';

/** The count of entries and the background operation stand right behind the log; then comes a pointer to its timer. */
const BACKGROUND_BYTES = 32;

/** The firmware state, which ends with the host's time of the last part; then the largest payload; then pointers. */
const FIRMWARE_BYTES = 40;
const PART_TIME_AT = 32;
const PAYLOAD_MAX_BYTES = 8;

const FIRMWARE_SLOT_BYTES = 4;

/** What the device keeps behind its Command Effects Log, as bytes from there on; those that nobody knows are zero here. */
export interface BehindLog {
  readonly data: Uint8Array;
  isKnown(start: number, end: number): boolean;
}

/** Behind the log of an interface that has `entries` commands, by the layout of QEMU's structures. */
export function behindLog({ constants }: Profile, state: DeviceState, cci: CciName, entries: number): BehindLog {
  const interfaceState = state.ccis[cci];
  const firmwareAt = constants.firmwareBehindLogAt;
  const payloadMaxAt = firmwareAt + FIRMWARE_BYTES;
  const data = new Uint8Array(payloadMaxAt + PAYLOAD_MAX_BYTES);
  const view = new DataView(data.buffer);
  view.setBigUint64(0, BigInt(entries), true);
  writeBackground(view, interfaceState);
  writeFirmware(new DataView(data.buffer, firmwareAt), interfaceState.firmware);
  view.setBigUint64(payloadMaxAt, BigInt(interfaceState.payloadBytesMax), true);
  const isTimeKnown = interfaceState.firmware.partEndHostNs === 'never';
  const known = isTimeKnown
    ? [{ from: firmwareAt, to: data.length }]
    : [
        { from: firmwareAt, to: firmwareAt + PART_TIME_AT },
        { from: payloadMaxAt, to: data.length },
      ];
  return {
    data,
    isKnown: (start, end) =>
      [{ from: 0, to: BACKGROUND_BYTES }, ...known].some(({ from, to }) => start >= from && end <= to),
  };
}

function writeBackground(view: DataView, { background }: CciState): void {
  view.setUint16(8, background.opcode, true);
  view.setUint16(10, background.percent, true);
  view.setUint16(12, background.returnCode, true);
  view.setUint8(14, Number(background.isAborted));
  view.setBigUint64(16, background.startMs, true);
  view.setBigUint64(24, background.runtimeMs, true);
}

function writeFirmware(view: DataView, firmware: Firmware): void {
  view.setUint8(0, firmware.activeSlot);
  view.setUint8(1, firmware.stagedSlot);
  for (let slot = 1; slot <= FIRMWARE_SLOT_BYTES; slot++)
    view.setUint8(1 + slot, Number(firmware.populatedSlots.includes(slot)));
  view.setUint8(6, firmware.currentAction);
  view.setUint8(7, firmware.currentSlot);
  view.setUint8(8, Number(firmware.isTransferring));
  view.setBigUint64(16, BigInt(firmware.previousOffsetBytes), true);
  view.setBigUint64(24, BigInt(firmware.previousLengthBytes), true);
}
