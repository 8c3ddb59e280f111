import type { JsonValue } from '../base/json.js';
import { larger, smaller } from '../base/units.js';

/** The parts of a device that a trace which begins in mid-life does not show until an answer tells of them, in words. */
export const PARTS = {
  extents: 'which extents were accepted',
  pending: 'which offers were pending',
  'informational-events': 'what the informational event log held',
  'warning-events': 'what the warning event log held',
  'failure-events': 'what the failure event log held',
  'fatal-events': 'what the fatal event log held',
  'dynamic-capacity-events': 'what the Dynamic Capacity event log held',
  'event-status': 'which event logs the status register named',
  interrupts: 'which event interrupts were enabled',
  'virtual-clock': 'how long the machine had run',
  timestamp: 'whether a host had set the time',
  noted: 'what was so when earlier events were noted',
  firmware: 'which firmware slots were written',
  'firmware-transfer': 'whether a firmware transfer was open',
  background: 'whether something ran in the background',
  features: 'what the features were set to',
  'feature-transfer': 'whether a feature transfer was open',
  labels: 'what the label storage area held',
  alerts: 'what the alerts were set to',
  poison: 'which addresses were poisoned',
  'scan-results': 'whether the media had been scanned',
  'message-limit': 'how long messages could be',
  'memory-status': 'whether the media was disabled',
  capability: 'what the capability register held',
  control: 'what the control register held',
  command: 'what the command register held',
  status: 'what the status register held',
  payload: 'what the payload area held',
  asked: 'what had been asked last',
  backends: 'which memory backends there were',
  mapped: 'which memory backends were mapped',
  tags: 'which tags extents had been offered with',
  window: 'what the fixed window showed',
} as const;

export type Part = keyof typeof PARTS;

/** A stretch of what a part is made of: addresses, bytes, or places in a list. */
export interface Stretch {
  readonly start: bigint;
  readonly end: bigint;
}

/** What an answer told of the beginning. */
export interface FirstFact {
  readonly what: Part;
  readonly value: JsonValue;
  readonly line: number;
}

/** What of a device the records so far have not shown: plain data, so that a replay can go on from any point. */
export interface Unseen {
  readonly parts: ReadonlySet<Part>;
  /** Stretches of unseen parts that records since the beginning have made known. */
  readonly known: ReadonlyMap<Part, readonly Stretch[]>;
  /** What was told, up to a number of them. */
  readonly facts: readonly FirstFact[];
  readonly factCount: number;
}

/** So many facts are listed. */
const FACTS_MAX = 100;

/** Nothing is known of a device but how it was made. */
export const nothingSeen: Unseen = {
  parts: new Set(Object.keys(PARTS) as Part[]),
  known: new Map(),
  facts: [],
  factCount: 0,
};

/** With parts of which everything is known from now on. */
export function withSettled(unseen: Unseen, settled: readonly Part[]): Unseen {
  if (!settled.some((part) => unseen.parts.has(part))) return unseen;
  const parts = new Set(unseen.parts);
  const known = new Map(unseen.known);
  for (const part of settled) {
    parts.delete(part);
    known.delete(part);
  }
  return { ...unseen, parts, known };
}

/** With parts of which nothing is known any more. */
export function withUnsettled(unseen: Unseen, lost: readonly Part[]): Unseen {
  if (lost.length === 0) return unseen;
  const known = new Map(unseen.known);
  for (const part of lost) known.delete(part);
  return { ...unseen, parts: new Set([...unseen.parts, ...lost]), known };
}

/** With stretches of a part that are known from now on. */
export function withKnown(unseen: Unseen, part: Part, stretches: readonly Stretch[]): Unseen {
  const more = stretches.filter(({ start, end }) => end > start);
  if (more.length === 0 || !unseen.parts.has(part)) return unseen;
  const before = unseen.known.get(part) ?? [];
  if (more.every((one) => before.some(({ start, end }) => start <= one.start && one.end <= end))) return unseen;
  const known = new Map(unseen.known).set(part, joined([...before, ...more]));
  return { ...unseen, known };
}

/** In order, those that touch as one. */
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const ordered = [...stretches].sort((left, right) => (left.start < right.start ? -1 : 1));
  const all: Stretch[] = [];
  for (const one of ordered) {
    const last = all.at(-1);
    if (last === undefined || one.start > last.end) all.push(one);
    else if (one.end > last.end) all[all.length - 1] = { start: last.start, end: one.end };
  }
  return all;
}

/** Whether any of the stretch is known. */
export const isPartlyKnown = ({ known, parts }: Unseen, part: Part, { start, end }: Stretch): boolean =>
  !parts.has(part) || (known.get(part) ?? []).some((one) => start < one.end && one.start < end);

/** The parts of the stretch that are not known. */
export function unknownOf({ known, parts }: Unseen, part: Part, { start, end }: Stretch): readonly Stretch[] {
  if (!parts.has(part)) return [];
  return (known.get(part) ?? []).reduce<readonly Stretch[]>(
    (left, one) =>
      left
        .flatMap((rest) => [
          { start: rest.start, end: smaller(one.start, rest.end) },
          { start: larger(one.end, rest.start), end: rest.end },
        ])
        .filter((rest) => rest.start < rest.end),
    [{ start, end }],
  );
}

export function withFacts(unseen: Unseen, facts: readonly FirstFact[]): Unseen {
  if (facts.length === 0) return unseen;
  const room = FACTS_MAX - unseen.facts.length;
  return {
    ...unseen,
    facts: room > 0 ? [...unseen.facts, ...facts.slice(0, room)] : unseen.facts,
    factCount: unseen.factCount + facts.length,
  };
}
