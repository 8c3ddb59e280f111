import { larger, smaller } from '../base/units.js';
import type { TraceEvent } from '../trace/events.js';
import type { Inference } from '../trace/header.js';
import type { Pair } from './merge-align.js';
import { causePairs } from './merge-causes.js';

/** One file of several that make a trace. */
export interface MergeSource {
  readonly name: string;
  readonly events: readonly TraceEvent[];
  /** Where the log shows times of the world's clock: that of its time 0. */
  readonly startEpochNs?: bigint | undefined;
}

/** What every two sources both saw; the first index is the smaller. */
export type Matches = ReadonlyMap<string, readonly Pair[]>;

export const matchKey = (left: number, right: number): string => `${left} ${right}`;

/** What must be added to a source's times for those of the timeline; null where it has no times or nothing relates it. */
export interface RelatedClocks {
  readonly offsetsNs: readonly (bigint | null)[];
  readonly inferred: readonly Inference[];
}

/**
 * Relates the sources' clocks: by the world's clock, else by when both saw the same, the best witnessed first; what has
 * seen nothing of the others, by what a guest printed because of an operator's request.
 */
export function relateClocks(sources: readonly MergeSource[], matches: Matches): RelatedClocks {
  const timed = sources.map(({ events }) => events.some(({ timeNs }) => timeNs !== null));
  const offsets: (bigint | null)[] = sources.map(({ startEpochNs }, place): bigint | null =>
    timed[place] && startEpochNs !== undefined ? startEpochNs : null,
  );
  const inferred: Inference[] = [];
  if (!offsets.some((offset) => offset !== null)) {
    const first = timed.indexOf(true);
    if (first < 0) return { offsetsNs: offsets, inferred: orderOnly(sources, matches) };
    offsets[first] = 0n;
  }
  for (;;) {
    const best =
      mostWitnessed(offsets, timed, byWhatBothSaw(sources, matches)) ??
      mostWitnessed(offsets, timed, byWhatCameOfIt(sources));
    if (best === null) break;
    offsets[best.source] = best.offsetNs;
    inferred.push({ what: 'merge.clock', value: relationText(sources, best), line: null });
  }
  sources.forEach(({ name }, place) => {
    if (!timed[place]) inferred.push({ what: 'merge.order', value: orderText(sources, matches, place), line: null });
    else if (offsets[place] === null)
      inferred.push({
        what: 'merge.clock',
        value: `${name}: nothing in it was seen by another source; it stands behind the others`,
        line: null,
      });
  });
  return { offsetsNs: offsets, inferred };
}

interface Relation {
  readonly source: number;
  readonly to: number;
  readonly offsetNs: bigint;
  readonly count: number;
  readonly spreadNs: bigint;
  /** Set where what one saw came of what the other saw. */
  readonly isCaused?: true;
}

/** How two sources are related, or null where they share nothing that tells. */
type Relate = (source: number, to: number, offset: bigint) => Relation | null;

/** The relation with the most witnesses, of a source that has times to one that is related already. */
function mostWitnessed(
  offsets: readonly (bigint | null)[],
  timed: readonly boolean[],
  relate: Relate,
): Relation | null {
  let best: Relation | null = null;
  for (let source = 0; source < offsets.length; source++) {
    if (offsets[source] !== null || !timed[source]) continue;
    for (let to = 0; to < offsets.length; to++) {
      const offset = offsets[to];
      const found = offset == null ? null : relate(source, to, offset);
      if (found !== null && found.count > (best?.count ?? 0)) best = found;
    }
  }
  return best;
}

/** By what both saw. */
const byWhatBothSaw =
  (sources: readonly MergeSource[], matches: Matches): Relate =>
  (source, to, offset) => {
    const differences = pairsOf(matches, source, to).flatMap(([own, other]) =>
      difference(sources[to]?.events[other], offset, sources[source]?.events[own]),
    );
    if (differences.length === 0) return null;
    const ordered = differences.sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
    const at = (part: number) => ordered[Math.floor((ordered.length - 1) * part)] as bigint;
    return { source, to, offsetNs: at(0.5), count: ordered.length, spreadNs: at(0.95) - at(0.05) };
  };

/** By what came in a guest of an operator's requests: nothing is earlier than its request. Either may be the operator's. */
const byWhatCameOfIt =
  (sources: readonly MergeSource[]): Relate =>
  (source, to, offset) => {
    const [own, other] = [sources[source], sources[to]] as [MergeSource, MergeSource];
    const forth = causePairs(other.events, own.events).flatMap(([cause, effect]) =>
      difference(other.events[cause], offset, own.events[effect]),
    );
    const back = causePairs(own.events, other.events).flatMap(([cause, effect]) =>
      difference(other.events[effect], offset, own.events[cause]),
    );
    const all = forth.length > 0 ? forth : back;
    if (all.length === 0) return null;
    const [least, most] = [all.reduce(smaller), all.reduce(larger)];
    const offsetNs = forth.length > 0 ? most : least;
    return { source, to, offsetNs, count: all.length, spreadNs: most - least, isCaused: true };
  };

function difference(one: TraceEvent | undefined, offset: bigint, other: TraceEvent | undefined): readonly bigint[] {
  const [left, right] = [one?.timeNs ?? null, other?.timeNs ?? null];
  return left === null || right === null ? [] : [left + offset - right];
}

/** The pairs of two sources, the first one's position first. */
const pairsOf = (matches: Matches, source: number, other: number): readonly Pair[] =>
  source < other
    ? (matches.get(matchKey(source, other)) ?? [])
    : (matches.get(matchKey(other, source)) ?? []).map(([left, right]) => [right, left]);

const seconds = (ns: bigint): string => `${(Number(ns) / 1e9).toFixed(6)} s`;

function relationText(sources: readonly MergeSource[], relation: Relation): string {
  const { source, to, offsetNs, count, spreadNs, isCaused } = relation;
  const [own, other] = [sources[source]?.name, sources[to]?.name];
  const witnesses = isCaused
    ? `${count} ${count === 1 ? 'request' : 'requests'} and what the guest read of them, nothing before its request`
    : `${count} events in both`;
  return `${own}: its times plus ${seconds(offsetNs)} are those of ${other} (${witnesses}, within ${seconds(spreadNs)})`;
}

const orderOnly = (sources: readonly MergeSource[], matches: Matches): readonly Inference[] =>
  sources.map((_, place) => ({ what: 'merge.order', value: orderText(sources, matches, place), line: null }));

function orderText(sources: readonly MergeSource[], matches: Matches, place: number): string {
  const counts = sources.map((_, other) => (other === place ? 0 : pairsOf(matches, place, other).length));
  const count = Math.max(...counts);
  const name = sources[place]?.name;
  if (count === 0)
    return `${name}: no times, and nothing in it was seen by another source; it stands behind the others`;
  return `${name}: no times; ordered by ${count} events that ${sources[counts.indexOf(count)]?.name} has too`;
}
