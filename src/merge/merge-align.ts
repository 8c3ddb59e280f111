import type { TraceEvent } from '../trace/events.js';
import { canBeSame, keyOf, type Witnessed, witnessedAs } from './merge-same.js';

/** Positions of one event in two sources. */
export type Pair = readonly [left: number, right: number];

const CLASSES: readonly Witnessed[] = ['mailbox', 'qmp', 'log'];

/** After a gap, so many events in a row must agree: one alone may be another of its kind. */
const RUN = 3;

/** So many events of one source are tried for the end of a gap. */
const GAP_MAX = 2000;

/** What two sources both saw, in the order of both. */
export function alignedPairs(left: readonly TraceEvent[], right: readonly TraceEvent[]): readonly Pair[] {
  return CLASSES.flatMap((wanted) => {
    const own = (events: readonly TraceEvent[]) =>
      events.flatMap((event, place) => (witnessedAs(event) === wanted ? [{ event, place, key: keyOf(event) }] : []));
    return align(own(left), own(right));
  });
}

interface Placed {
  readonly event: TraceEvent;
  readonly place: number;
  readonly key: string;
}

function align(left: readonly Placed[], right: readonly Placed[]): readonly Pair[] {
  const runs = runsOf(right);
  const pairs: Pair[] = [];
  let [at, to] = [0, 0];
  while (at < left.length && to < right.length) {
    const [one, other] = [left[at] as Placed, right[to] as Placed];
    if (canBeSame(one.event, other.event) && (pairs.length > 0 || agrees(left, right, at, to))) {
      pairs.push([one.place, other.place]);
      at++;
      to++;
      continue;
    }
    const next = endOfGap(left, right, runs, at, to);
    if (next === null) break;
    [at, to] = next;
    pairs.push([(left[at] as Placed).place, (right[to] as Placed).place]);
    at++;
    to++;
  }
  return pairs;
}

/** Whether the next events agree, as many as there are up to a run. */
function agrees(left: readonly Placed[], right: readonly Placed[], at: number, to: number): boolean {
  for (let step = 0; step < RUN; step++) {
    const [one, other] = [left[at + step], right[to + step]];
    if (one === undefined || other === undefined) return true;
    if (!canBeSame(one.event, other.event)) return false;
  }
  return true;
}

const runKey = (events: readonly Placed[], at: number): string =>
  events
    .slice(at, at + RUN)
    .map(({ key }) => key)
    .join('\n');

function runsOf(events: readonly Placed[]): ReadonlyMap<string, readonly number[]> {
  const runs = new Map<string, number[]>();
  for (let at = 0; at < events.length; at++) {
    const key = runKey(events, at);
    const places = runs.get(key);
    if (places === undefined) runs.set(key, [at]);
    else places.push(at);
  }
  return runs;
}

/** Where both go on together, with the least left out; null where they never do. */
function endOfGap(
  left: readonly Placed[],
  right: readonly Placed[],
  runs: ReadonlyMap<string, readonly number[]>,
  at: number,
  to: number,
): readonly [number, number] | null {
  let best: readonly [number, number] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let from = at; from < Math.min(left.length, at + GAP_MAX) && from - at < least; from++) {
    const place = (runs.get(runKey(left, from)) ?? []).find((one) => one >= to && agrees(left, right, from, one));
    if (place === undefined || from - at + place - to >= least) continue;
    least = from - at + place - to;
    best = [from, place];
  }
  return best;
}
