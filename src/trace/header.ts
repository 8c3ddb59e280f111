import type { JsonValue } from '../base/json.js';
import type { DeviceMake } from '../protocol/device-make.js';
import type { HostName, Side } from './sides.js';

/** One device of a trace, as the trace describes it. */
export interface DeviceDescription extends DeviceMake {
  /** Guest-physical address of the mailbox, where known: it tells devices apart. */
  readonly mailboxAddress: bigint | null;
}

/** The version that a QEMU gives of itself when a QMP client connects. */
export interface QemuVersion {
  readonly major: number;
  readonly minor: number;
  readonly micro: number;
  /** The distributor's name of the build; empty where there is none. */
  readonly build: string;
}

/** Something that a trace does not say and was taken for granted, or concluded from what it shows at a line. */
export interface Inference {
  readonly what: string;
  readonly value: JsonValue;
  readonly line: number | null;
}

/** What a trace says about itself before its first event. */
export interface TraceHeader {
  /** Line of the record that says it. */
  readonly line: number;
  readonly title: string | null;
  /** The engine that the recording should match; null where the trace does not say. */
  readonly profile: string | null;
  readonly recordedFrom: string | null;
  /** Which of the machines of one file this trace is of; absent where a file holds but one. */
  readonly source?: string;
  /** The QEMU that answered, where it named itself. */
  readonly qemuVersion?: QemuVersion;
  /** What of this the trace does not say itself. */
  readonly inferred?: readonly Inference[];
  /** When the trace begins by the world's clock, in nanoseconds since 1970, where its times are of that clock. */
  readonly startEpochNs?: bigint;
  /** Set where the source shows no steps of the virtual clock: it may move between any two records. */
  readonly isClockHidden?: true;
  /** Where a written trace names its profile: an unknown one is its author's mistake, and nothing is replayed. */
  readonly profileAt?: { readonly line: number; readonly column: number };
  /** Set where what the trace says of its devices could not be read: it can be decoded, not replayed. */
  readonly isDeviceUnread?: true;
  /** Set where the source says that it begins with the machine; else its devices may have been at work before. */
  readonly startsAtPowerOn?: true;
  /** The sides of whose commands the source shows nothing: what they did must be concluded. A command that it shows after all ends that. */
  readonly unrecorded?: readonly Side[];
  /** Who is said to play the host where it is not recorded; absent where the trace is to tell. */
  readonly host?: HostName;
  /** The first is the device that events without an address belong to. */
  readonly devices: readonly DeviceDescription[];
}

export const TRACE_VERSION = 1;

/** What a trace can say of its beginning: that its devices were new, or may have been at work before. */
export const STARTS = ['power-on', 'unknown'] as const;

/** The device that a trace means where it says nothing else. */
export const DEFAULT_DEVICE: DeviceDescription = {
  qomPath: '/machine/peripheral/cxl-dcd0',
  serialNumber: (1n << 64n) - 1n,
  volatileBytes: 0n,
  persistentBytes: 0n,
  lsaBytes: 0n,
  dynamicCapacityBytes: 0n,
  dynamicCapacityRegions: 0,
  lazyBackends: false,
  behindSwitch: false,
  mailboxAddress: null,
};
