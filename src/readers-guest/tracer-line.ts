import { NS_PER_S } from '../base/units.js';

/** A line of a tracer: when, which event, what it says. */
export interface TracerLine {
  /** By the tracer's own clock. */
  readonly stampNs: bigint;
  readonly event: string;
  readonly text: string;
}

/** Task and process, CPU, flags, time: as the tracer, trace-cmd report and perf script print them. */
const TRACER =
  /^\s*.{1,40}?[-\s]+\d+\s+(?:\([\s\d-]+\)\s+)?\[\d+\]\s+(?:[^\s:]{3,8}\s+)?(\d+)(?:\.(\d{1,9}))?:\s+(?:\w+:)?(\w+):(?:\s+(.*))?$/;

/** What a tracer prints besides events. */
const FURNITURE = /^\s*(?:#.*|cpus=\d+|version = \d+|CPU \d+ is empty|trace-cmd .*|tracer: .*)?$/;

const LOST = /(?:LOST (\d+) EVENTS|\[(\d+) EVENTS DROPPED\]|EVENTS? LOST|entries lost)/;

/** Reads a line of a tracer; null where it is none. */
export function tracerLine(line: string): TracerLine | null {
  const match = TRACER.exec(line);
  if (match === null) return null;
  const [, seconds = '0', fraction, event = '', text = ''] = match;
  // Without a fraction the clock counts nanoseconds itself.
  const stampNs =
    fraction === undefined ? BigInt(seconds) : BigInt(seconds) * NS_PER_S + BigInt(fraction.padEnd(9, '0'));
  return { stampNs, event, text: text.trim() };
}

export const isFurniture = (line: string): boolean => FURNITURE.test(line);

/** How many events the tracer lost here; null where the line does not say so, or not how many. */
export function lostEvents(line: string): { readonly count: number | null } | null {
  const match = LOST.exec(line);
  if (match === null) return null;
  const count = match[1] ?? match[2];
  return { count: count === undefined ? null : Number(count) };
}
