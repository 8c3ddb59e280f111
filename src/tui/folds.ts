import { type Model, trackOf } from './model.js';
import type { Track } from './track.js';

/** Records that only follow from a divergence before them: they are folded below it. */
interface Followers {
  /** Positions, in order, and of each the number of the record that it follows from. */
  readonly places: readonly number[];
  readonly causes: readonly number[];
  /** How many follow, by the cause's number. */
  readonly counts: ReadonlyMap<number, number>;
  /** The positions of the first few of each. */
  readonly firstOf: ReadonlyMap<number, readonly number[]>;
}

const FIRST = 8;

/** What is hidden: positions in order. */
type Hidden = readonly number[];

const NONE: Hidden = [];
/** Worked out again only where something was found or unfolded since. */
const known = new WeakMap<object, Followers>();
const knownHidden = new WeakMap<Followers, { readonly unfolded: ReadonlySet<number>; readonly hidden: Hidden }>();

function followersOf(track: Track): Followers {
  const { divergences } = track;
  const before = known.get(divergences);
  if (before !== undefined) return before;
  const causeOf = new Map<number, number>();
  for (const { seq, followsFrom } of divergences) if (followsFrom !== null) causeOf.set(seq, followsFrom);
  const rootOf = (seq: number): number => {
    let root = seq;
    for (let next = causeOf.get(root); next !== undefined && next < root; next = causeOf.get(root)) root = next;
    return root;
  };
  const found = [...causeOf.keys()].flatMap((seq) => {
    const place = track.indexOfSeq(seq);
    return track.weightAt(place) === 'follows' && rootOf(seq) !== seq ? [{ place, cause: rootOf(seq) }] : [];
  });
  found.sort((left, right) => left.place - right.place);
  const counts = new Map<number, number>();
  const firstOf = new Map<number, number[]>();
  for (const { cause, place } of found) {
    const count = counts.get(cause) ?? 0;
    counts.set(cause, count + 1);
    if (count === 0) firstOf.set(cause, [place]);
    else if (count < FIRST) firstOf.get(cause)?.push(place);
  }
  const [places, causes] = [found.map(({ place }) => place), found.map(({ cause }) => cause)];
  const followers = { places, causes, counts, firstOf };
  known.set(divergences, followers);
  return followers;
}

/** The positions that the timeline leaves out, in order. A filter says itself what is shown. */
export function hiddenOf(model: Model): Hidden {
  const track = trackOf(model);
  if (track === null || model.filter?.test) return NONE;
  const followers = followersOf(track);
  if (followers.places.length === 0) return NONE;
  const before = knownHidden.get(followers);
  if (before?.unfolded === model.unfolded) return before.hidden;
  const hidden = followers.places.filter((_, at) => !model.unfolded.has(followers.causes[at] as number));
  knownHidden.set(followers, { unfolded: model.unfolded, hidden });
  return hidden;
}

/** How many of the positions lie before one. */
export function hiddenBefore(hidden: Hidden, index: number): number {
  let [low, high] = [0, hidden.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hidden[middle] as number) < index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The position of a row where some are left out. */
export function indexBetween(hidden: Hidden, row: number): number {
  let [low, high] = [0, hidden.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hidden[middle] as number) - middle <= row) low = middle + 1;
    else high = middle;
  }
  return row + low;
}

/** Records that are folded below another, or shown there. */
interface Fold {
  readonly count: number;
  readonly isOpen: boolean;
  /** The positions of the first few. */
  readonly first: readonly number[];
}

/** What is folded below a record, by its number. */
export function foldOf(model: Model, seq: number): Fold | null {
  const track = trackOf(model);
  const followers = track === null || model.filter?.test ? undefined : followersOf(track);
  const first = followers?.firstOf.get(seq);
  if (followers === undefined || first === undefined) return null;
  return { count: followers.counts.get(seq) ?? 0, isOpen: model.unfolded.has(seq), first };
}

/** The record that one follows from, by its number; its own where it follows from none. */
export function causeAt(model: Model, index: number): number | null {
  const track = trackOf(model);
  if (track === null) return null;
  const { places, causes } = followersOf(track);
  const at = hiddenBefore(places, index);
  return places[at] === index ? (causes[at] ?? null) : null;
}
