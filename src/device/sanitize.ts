import { MIB, wrap64 } from '../base/units.js';
import { removeOldest } from './event-log.js';
import { zeroBytes } from './paged-bytes.js';
import type { Capacity, DeviceState } from './state.js';

/** How long overwriting takes, by size: up to so many MiB, so many seconds. */
const DURATIONS: readonly (readonly [upToMib: bigint, seconds: bigint])[] = [
  [512n, 4n],
  [1024n, 8n],
  [2048n, 15n],
  [4096n, 30n],
  [8192n, 60n],
  [16384n, 120n],
  [32768n, 240n],
  [65536n, 480n],
  [131072n, 900n],
  [262144n, 1800n],
  [524288n, 3600n],
  [1048576n, 7200n],
];

const LONGEST_SECONDS = 14_400n;

/** The virtual milliseconds that overwriting `sizeBytes` takes; parts of a MiB do not count. */
export function overwriteMs(sizeBytes: bigint): bigint {
  const mib = sizeBytes / MIB;
  const seconds = DURATIONS.find(([upTo]) => mib <= upTo)?.[1] ?? LONGEST_SECONDS;
  return seconds * 1000n;
}

/** What Sanitize overwrites: the static capacity, not the dynamic. */
export const staticBytes = ({ volatileBytes, persistentBytes }: Capacity): bigint =>
  wrap64(volatileBytes + persistentBytes);

/** Bits 3:2 of the memory device status. */
const MEDIA_MASK = 0xcn;

/** The media states by their value in the memory device status. */
const MEDIA = { ready: 1n, disabled: 3n } as const;

export const withMedia = (state: DeviceState, media: keyof typeof MEDIA): DeviceState => {
  const memoryDeviceStatus = (state.registers.memoryDeviceStatus & ~MEDIA_MASK) | (MEDIA[media] << 2n);
  return { ...state, registers: { ...state.registers, memoryDeviceStatus } };
};

/** The device after Sanitize: labels zero, every event record gone, media ready; extents and poison lists stay. */
export function sanitized(state: DeviceState): DeviceState {
  const emptied = state.eventLogs.reduce((sum, log, number) => removeOldest(sum, number, log.records.length), state);
  return withMedia({ ...emptied, lsa: zeroBytes }, 'ready');
}
