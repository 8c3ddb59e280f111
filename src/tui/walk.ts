import type { Divergence } from '../divergence/divergence.js';
import { listedHere } from './listed.js';
import { type Model, say, sourceOf, trackOf, viewOf } from './model.js';
import { jumpTo } from './motions.js';
import { type Track, WEIGHTS, type Weight } from './track.js';

/** The worst kind that a track has. */
function worst({ counts }: Track): Weight {
  return counts.error > 0 ? 'error' : counts.warning > 0 ? 'warning' : 'note';
}

const isReading = (model: Model): boolean => {
  const session = sourceOf(model)?.session;
  return session !== undefined && (!session.progress.isDone || session.isBehind);
};

/**
 * On through the list of divergences, as it is numbered, and round; from a record that is not in it to the next one in
 * time of the worst kind.
 */
export function nextDivergence(model: Model, step: 1 | -1): Model {
  const track = trackOf(model);
  const columns = sourceOf(model)?.session.columns;
  if (track === null || columns === undefined) return model;
  if (track.causes.length === 0) return noDivergence(model);
  // In the list one goes on from what is selected there.
  const at = model.focus === 'divergences' ? model.divergence : listedHere(model, track);
  if (at < 0) return nextOfWeight(model, track, step, worst(track));
  const { length } = track.causes;
  const to = (at + step + length) % length;
  const moved = { ...jumpTo(model, columns.indexOfSeq(track.causes[to]?.seq ?? 0)), divergence: to };
  if (length === 1) return say(moved, 'this is the only one', 'faint');
  return (to - at) * step > 0 ? moved : wentRound(moved, step);
}

/** The next record in time at which anything was found. */
export function nextFinding(model: Model, step: 1 | -1): Model {
  const track = trackOf(model);
  if (track === null) return model;
  return track.causes.length === 0 ? noDivergence(model) : nextOfWeight(model, track, step, 'note');
}

function noDivergence(model: Model): Model {
  if (isReading(model)) return say(model, 'no divergence so far; the trace is still being read', 'note');
  return trackOf(model)?.result?.compared === 0
    ? say(model, 'no divergence: the trace shows no answer of the device to compare', 'note')
    : say(model, 'no divergence: trace and device agree in all that is compared', 'good');
}

function nextOfWeight(model: Model, track: Track, step: 1 | -1, least: Weight): Model {
  const length = sourceOf(model)?.session.length ?? 0;
  const index = track.nextOfWeight(model.cursor, step, WEIGHTS.indexOf(least), length);
  if (index === null) return model;
  const moved = jumpTo(model, index);
  return (index - model.cursor) * step > 0 ? moved : wentRound(moved, step);
}

const wentRound = (model: Model, step: 1 | -1): Model =>
  say(model, step > 0 ? 'from the start again' : 'from the end again', 'faint');

/** What `c` and `b` are about: what was found at the cursor, or what is selected in the list. */
function chosenFindings(model: Model): readonly Divergence[] {
  const track = trackOf(model);
  const selected = track?.causes[model.divergence];
  const found = viewOf(model)?.found ?? [];
  if (selected !== undefined && (model.focus === 'divergences' || found.includes(selected)))
    return [selected, ...found];
  return found;
}

/** To the record that it comes from: whose divergence it follows from, or at which it went wrong. */
export function cause(model: Model): Model {
  const columns = sourceOf(model)?.session.columns;
  const found = chosenFindings(model);
  if (columns === undefined || found.length === 0) return nothingHere(model);
  const here = columns.seqAt(model.cursor);
  const from = found.find(({ followsFrom }) => followsFrom !== null && followsFrom !== here)?.followsFrom;
  if (from !== undefined && from !== null)
    return say(jumpTo(model, columns.indexOfSeq(from)), `from this follows what was found in #${here}`, 'note');
  const [first] = found;
  const origin = found.find((one) => one.origin !== undefined)?.origin ?? first?.seq ?? here;
  if (origin !== here)
    return say(jumpTo(model, columns.indexOfSeq(origin)), `#${here} comes from this record; ⌫ goes back`, 'note');
  return say(model, 'it went wrong here, in this record; b goes to where its story begins', 'note');
}

/** To the first record of the story of what was found here. */
export function storyBegin(model: Model): Model {
  const columns = sourceOf(model)?.session.columns;
  const found = chosenFindings(model);
  if (columns === undefined || found.length === 0) return nothingHere(model);
  const begin = found.find(({ story }) => story !== undefined)?.story?.[0]?.seq;
  if (begin === undefined) return say(model, 'it has no story before this record', 'note');
  const arrived = jumpTo(model, columns.indexOfSeq(begin));
  return say(arrived, `here the story of #${columns.seqAt(model.cursor)} begins; ⌫ goes back`, 'note');
}

const nothingHere = (model: Model): Model => say(model, 'nothing diverges here; n goes to the next divergence', 'note');
