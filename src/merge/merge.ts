import { smaller } from '../base/units.js';
import type { TraceEvent } from '../trace/events.js';
import type { Inference } from '../trace/header.js';
import { alignedPairs, type Pair } from './merge-align.js';
import { type Matches, type MergeSource, matchKey, relateClocks } from './merge-clock.js';
import { withMessagesPlaced } from './merge-messages.js';
import { united } from './merge-same.js';

export type { MergeSource } from './merge-clock.js';

/** Several sources as one timeline. */
export interface Timeline {
  readonly events: readonly TraceEvent[];
  readonly inferred: readonly Inference[];
}

/** What happened once, and who saw it. */
interface Happening {
  /** Position in each source that saw it. */
  readonly seen: Map<number, number>;
  /** On the timeline's clock; null where no source shows it and nothing around it does. */
  timeNs: bigint | null;
}

/**
 * Makes one timeline of several sources of one incident: what several saw becomes one event, the order within each
 * source is kept, and between sources their related clocks decide. The first source is trusted most where all else is
 * equal.
 */
export function mergeSources(given: readonly MergeSource[]): Timeline {
  const sources = withMessagesPlaced(given).filter(({ events }) => events.length > 0);
  const matches = matchAll(sources);
  const related = relateClocks(sources, matches);
  const { offsetsNs } = related;
  // One source alone is related to none.
  const inferred = sources.length > 1 ? related.inferred : [];
  const lanes = happenings(sources, matches);
  setTimes(sources, lanes, offsetsNs);
  const ordered = inOrder(lanes);
  const times = ordered.flatMap(({ timeNs }) => timeNs ?? []);
  const start = times.reduce(smaller, times[0] ?? 0n);
  const events = ordered.map((one, index) => eventOf(sources, one, index + 1, start, offsetsNs));
  return { events, inferred };
}

function matchAll(sources: readonly MergeSource[]): Matches {
  const found = new Map<string, readonly Pair[]>();
  sources.forEach(({ events }, left) => {
    for (let right = left + 1; right < sources.length; right++)
      found.set(matchKey(left, right), alignedPairs(events, (sources[right] as MergeSource).events));
  });
  return found;
}

/** Per source, its happenings in order; what several saw is one object in several lanes. */
function happenings(sources: readonly MergeSource[], matches: Matches): readonly Happening[][] {
  const lanes = sources.map(({ events }, source) =>
    events.map((_, place): Happening => ({ seen: new Map([[source, place]]), timeNs: null })),
  );
  for (const [key, pairs] of matches) {
    const [left = 0, right = 0] = key.split(' ').map(Number);
    for (const [own, other] of pairs) unite(lanes, lanes[left]?.[own] as Happening, lanes[right]?.[other] as Happening);
  }
  return lanes;
}

function unite(lanes: readonly Happening[][], one: Happening, other: Happening): void {
  if (one === other || [...other.seen.keys()].some((source) => one.seen.has(source))) return;
  for (const [source, place] of other.seen) {
    one.seen.set(source, place);
    (lanes[source] as Happening[])[place] = one;
  }
}

/** Times as the sources show them, the most trusted first; what has none takes that of what it waits for, or came after. */
function setTimes(
  sources: readonly MergeSource[],
  lanes: readonly Happening[][],
  offsets: readonly (bigint | null)[],
): void {
  lanes.forEach((lane, source) => {
    const offset = offsets[source] ?? null;
    lane.forEach((one, place) => {
      const ns = sources[source]?.events[place]?.timeNs ?? null;
      if (ns !== null && offset !== null) one.timeNs ??= ns + offset;
    });
  });
  for (const lane of lanes) {
    let next: bigint | null = null;
    for (const one of lane.toReversed()) next = one.timeNs ??= next;
    let before: bigint | null = null;
    for (const one of lane) before = one.timeNs ??= before;
  }
}

/** Takes, again and again, the earliest happening, and before it what stands before it in any lane that has it. */
function inOrder(lanes: readonly Happening[][]): readonly Happening[] {
  const heads = lanes.map(() => 0);
  const ordered: Happening[] = [];
  for (;;) {
    const next = lanes.flatMap((lane, source) => lane[heads[source] as number] ?? []);
    if (next.length === 0) return ordered;
    const taken = firstBefore(lanes, heads, earliest(next));
    // Sources that contradict each other: the happening is told where one of them has it.
    for (const [source, place] of taken.seen) {
      if (heads[source] === place) heads[source] = place + 1;
      else (lanes[source] as Happening[]).splice(place, 1, { seen: new Map([[source, place]]), timeNs: taken.timeNs });
    }
    ordered.push(taken);
  }
}

/** What must come before the happening, as every source has it; the happening itself where sources contradict each other. */
function firstBefore(lanes: readonly Happening[][], heads: readonly number[], wanted: Happening): Happening {
  const passed = new Set<Happening>();
  let one = wanted;
  while (!passed.has(one)) {
    passed.add(one);
    const blocked = [...one.seen].find(([source, place]) => heads[source] !== place);
    if (blocked === undefined) return one;
    const [source] = blocked;
    one = lanes[source]?.[heads[source] as number] ?? wanted;
  }
  return wanted;
}

const earliest = (all: readonly Happening[]): Happening =>
  all.reduce((best, one) => (one.timeNs !== null && (best.timeNs === null || one.timeNs < best.timeNs) ? one : best));

function eventOf(
  sources: readonly MergeSource[],
  { seen }: Happening,
  seq: number,
  startNs: bigint,
  offsets: readonly (bigint | null)[],
): TraceEvent {
  const records = [...seen].map(([source, place]) => {
    const { name, events } = sources[source] as MergeSource;
    const event = events[place] as TraceEvent;
    const offset = offsets[source] ?? null;
    const timeNs = event.timeNs === null || offset === null ? null : event.timeNs + offset - startNs;
    return { ...event, timeNs, file: event.file ?? name };
  });
  const event = united(records);
  const timeNs = records.find((record) => record.timeNs !== null)?.timeNs ?? null;
  const others = records.filter(({ file }) => file !== event.file);
  const alsoIn = others.map(({ file, line }) => ({ file, line }));
  return { ...event, seq, timeNs, ...(alsoIn.length > 0 && { alsoIn }) };
}
