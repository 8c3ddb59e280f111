import { NS_PER_MS } from '../base/units.js';

/**
 * How far what depends on an unrecorded clock may be from what the log's own times give. A log's times are of its
 * writers, the device's of QEMU's virtual clock: both run alike, but a line is written some time after what it is about.
 */
export const CLOCK_TOLERANCE = {
  /** Timestamps of events, overflows and Get Timestamp. */
  timestampNs: 100n * NS_PER_MS,
  /** When an operation that runs in the background shows progress or ends: it looks at the clock once a second. */
  backgroundNs: 1500n * NS_PER_MS,
  /** The progress of an operation, in percent points: its timer does not fire on the millisecond. */
  percentPoints: 5,
  /** How long an operator's request may be on its way to the device while the guest goes on. */
  orderNs: 50n * NS_PER_MS,
} as const;
