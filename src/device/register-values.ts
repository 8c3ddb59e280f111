import { RETURN_CODES } from '../protocol/return-codes.js';

/** The registers of the primary mailbox as they are stored; status and background status are partly computed. */
export interface Registers {
  readonly capability: number;
  readonly control: number;
  readonly command: bigint;
  readonly statusBackground: boolean;
  readonly statusReturnCode: number;
  readonly backgroundStatus: bigint;
  /** What the payload area holds, and what was written behind it; bytes behind that are zero. */
  readonly payload: Uint8Array;
  readonly eventStatus: number;
  readonly memoryDeviceStatus: bigint;
}

/** Payload shift 11, background interrupt, MSI 7. */
const CAPABILITY_AT_RESET = 0x3cb;

/** Media ready, mailbox interfaces ready. */
const MEMORY_STATUS_READY = 0x14n;
/** Media disabled by Sanitize. */
export const MEMORY_STATUS_DISABLED = 0x1cn;

export const initialRegisters: Registers = {
  capability: CAPABILITY_AT_RESET,
  control: 0,
  command: 0n,
  statusBackground: false,
  statusReturnCode: RETURN_CODES.SUCCESS,
  backgroundStatus: 0n,
  payload: new Uint8Array(),
  eventStatus: 0,
  memoryDeviceStatus: MEMORY_STATUS_READY,
};

/** What a reset rewrites: the capability's defined fields, the two status registers; nothing else. */
export const resetRegisters = (registers: Registers): Registers => ({
  ...registers,
  capability: ((registers.capability & 0xff80_0020) | CAPABILITY_AT_RESET) >>> 0,
  eventStatus: 0,
  memoryDeviceStatus: MEMORY_STATUS_READY,
});
