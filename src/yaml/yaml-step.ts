import type { TraceEvent } from '../trace/events.js';
import type { YamlFields } from './yaml-fields.js';

/** Where a step stands. */
export interface Stand {
  readonly seq: number;
  readonly line: number;
  readonly timeNs: bigint | null;
  /** The virtual clock before the step, as far as the steps before it moved it. */
  readonly virtualNs: bigint;
  /** The next step says that the device died. */
  readonly isDeath: boolean;
}

/** How one kind of step is written. */
export interface StepKind {
  /** The field that the value of the step's first key stands for; null where it has none. */
  readonly main: string | null;
  /** The fields may also stand in a map below the step's first key. */
  readonly mayNest?: true;
  /** Every field, by the names that records have. */
  readonly keys: readonly string[];
  /** The event, or null where the step makes none. */
  read(fields: YamlFields, stand: Stand): TraceEvent | null;
}

/** What every event carries of its place. */
export const standOf = ({ seq, line, timeNs }: Stand) => ({ seq, line, timeNs });

/** Keys that tell devices apart. */
export const ORIGIN_KEYS = ['mailboxAddress', 'deviceId'] as const;

export const originOf = (fields: YamlFields) => ({
  ...(fields.isGiven('mailboxAddress') && { mailboxAddress: fields.size('mailboxAddress') }),
  ...(fields.isGiven('deviceId') && { deviceId: fields.text('deviceId') }),
});
