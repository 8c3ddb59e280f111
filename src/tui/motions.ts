import type { Machine } from '../replay/machine.js';
import { causeAt, foldOf } from './folds.js';
import { hunted } from './hunt.js';
import { listedHere } from './listed.js';
import { markedIndexes } from './marks.js';
import { type Model, say, sourceOf, trackOf, viewOf } from './model.js';
import { contentRows, indexOfRow, rowCount, rowOfIndex, scrolled } from './rows.js';
import { hitFrom } from './scan.js';
import { stateRows } from './state-rows.js';
import { related } from './subject.js';

/** The cursor on another record; the other panes begin anew with it. */
export function moveTo(model: Model, index: number): Model {
  const length = sourceOf(model)?.session.length ?? 0;
  const cursor = Math.max(0, Math.min(length - 1, index));
  if (cursor === model.cursor) return scrolled({ ...model, message: null });
  const moved = revealed({ ...model, cursor, field: 0, fact: 0, message: null, isTailing: false });
  return scrolled({ ...moved, field: firstOddField(moved), divergence: divergenceAt(moved) });
}

/** What one goes to is not left folded away. */
function revealed(model: Model): Model {
  const from = causeAt(model, model.cursor);
  return from === null || model.unfolded.has(from) ? model : { ...model, unfolded: new Set([...model.unfolded, from]) };
}

/** Shows the records that only follow from the one under the cursor, or folds them away below it again. */
export function folded(model: Model): Model {
  const columns = sourceOf(model)?.session.columns;
  const own = columns?.seqAt(model.cursor) ?? 0;
  const cause = causeAt(model, model.cursor) ?? own;
  const fold = foldOf(model, cause);
  if (columns === undefined || fold === null) return say(model, 'nothing follows from this record alone', 'note');
  const unfolded = new Set(model.unfolded);
  if (!unfolded.delete(cause)) unfolded.add(cause);
  return moveTo({ ...model, unfolded }, fold.isOpen ? columns.indexOfSeq(cause) : model.cursor);
}

/** A jump remembers where it came from. */
export function jumpTo(model: Model, index: number): Model {
  if (index === model.cursor) return moveTo(model, index);
  return moveTo({ ...model, trail: [...model.trail.slice(-99), model.cursor] }, index);
}

/** By rows that are shown: a filter's rows are all there is to walk over. */
export const moveRows = (model: Model, count: number): Model =>
  moveTo(model, indexOfRow(model, Math.max(0, Math.min(rowCount(model) - 1, rowOfIndex(model, model.cursor) + count))));

/** The first field that differs or that something was found in. */
function firstOddField(model: Model): number {
  const odd = viewOf(model)?.decoded.findIndex(({ replayed, found }) => replayed !== null || found !== null) ?? -1;
  return Math.max(0, odd);
}

/** The cause at the cursor, or the one before it that was chosen. */
function divergenceAt(model: Model): number {
  const track = trackOf(model);
  if (track === null) return 0;
  const found = listedHere(model, track);
  return found >= 0 ? found : model.divergence;
}

/** The next record about an extent or a tag of this one. */
export function follow(model: Model, step: 1 | -1): Model {
  const view = viewOf(model);
  const source = sourceOf(model);
  const track = trackOf(model);
  if (view === null || source === null || track === null) return model;
  if (view.subject.ranges.length + view.subject.tags.length === 0)
    return say(model, 'this record names no extent and no tag', 'note');
  const { session, lens } = source;
  return hunted(model, {
    what: 'a record about the same',
    at: view.index + step,
    step,
    fits: (index) => {
      const event = session.eventAt(index);
      return event !== null && related(view.subject, lens.subject(track, event));
    },
    arrive: jumpTo,
    none: `no record ${step > 0 ? 'after' : 'before'} this one is about the same`,
  });
}

/** The next record of the same opcode or kind. */
export function sameCommand(model: Model): Model {
  const columns = sourceOf(model)?.session.columns;
  if (columns === undefined) return model;
  const { cursor } = model;
  return hunted(model, {
    what: 'another of these',
    at: cursor + 1,
    step: 1,
    fits: (index) => columns.isSameSort(index, cursor),
    arrive: jumpTo,
    none: 'no more of these',
  });
}

/** Back to the record that last changed the fact or the field under the cursor. */
export function lastChange(model: Model): Model {
  return model.focus === 'state' ? lastChangeOfFact(model) : lastChangeOfField(model);
}

function lastChangeOfFact(model: Model): Model {
  const view = viewOf(model);
  const track = trackOf(model);
  const fact = view?.state[model.fact];
  const profile = track?.profile;
  if (view === null || fact === undefined || !track || !profile) return model;
  const device = view.moment?.played.device ?? 0;
  const textIn = (machine: Machine): string => {
    const state = machine.states[device]?.device;
    const rows = state === undefined ? [] : stateRows(state, profile);
    return rows.find(({ key, section }) => key === fact.key && section === fact.section)?.text ?? '';
  };
  return hunted(model, {
    what: 'who changed this',
    at: view.index - (fact.change === 'same' ? 0 : 1),
    step: -1,
    fits: (index) => {
      const moment = track.momentAt(index);
      // States are shared where nothing changed.
      if (moment === null || moment.before.states[device] === moment.played.machine.states[device]) return false;
      return textIn(moment.before) !== textIn(moment.played.machine);
    },
    arrive: (arrived, index) => say(jumpTo(arrived, index), `here it changed: ${fact.text}`, 'good'),
    none: 'it has been so since power-on',
  });
}

function lastChangeOfField(model: Model): Model {
  const view = viewOf(model);
  const source = sourceOf(model);
  const track = trackOf(model);
  const field = view?.decoded[model.field];
  if (view === null || source === null || track === null || field === undefined) return model;
  const { columns } = source.session;
  const valueAt = (index: number): string | undefined =>
    source.lens.view(track, index)?.decoded.find(({ path }) => path === field.path)?.value;
  return hunted(model, {
    what: 'another value of this field',
    at: view.index - 1,
    step: -1,
    fits: (index) => columns.isSameSort(index, view.index) && valueAt(index) !== field.value,
    arrive: (arrived, index) =>
      say(jumpTo(arrived, index), `here it was another: ${valueAt(index) ?? 'not there'}`, 'good'),
    none: 'no record of this command before has another value here',
  });
}

/** The next mark, round the end. */
export function nextMark(model: Model): Model {
  const columns = sourceOf(model)?.session.columns;
  const at = markedIndexes(model);
  if (columns === undefined || at.length === 0) return say(model, 'no marks; m makes one', 'note');
  const next = at.find((index) => index > model.cursor) ?? at[0];
  return next === undefined ? model : jumpTo(model, next);
}

export function nextHit(model: Model, step: 1 | -1): Model {
  const { search } = model;
  if (search === null || search.hits.length === 0)
    return say(model, search === null ? 'no search yet; / begins one' : 'no hits', 'note');
  const { hits } = search;
  const after = hitFrom(hits, model.cursor + 1);
  if (step > 0) return jumpTo(model, hits[Math.max(0, after)] as number);
  const here = hitFrom(hits, model.cursor);
  const before = (here < 0 ? hits.length : here) - 1;
  return jumpTo(model, hits.at(before) as number);
}

/** Where `t` leads: `#19` or 19 a number, `line 20`, `1.5s`, `+20ms` from here. */
export function jumpToText(model: Model, text: string): Model {
  const columns = sourceOf(model)?.session.columns;
  const wanted = text.trim();
  if (columns === undefined || wanted === '') return model;
  const line = /^(?:line|l) ?(\d+)$/.exec(wanted);
  if (line !== null) return jumpTo(model, columns.indexOfLine(Number(line[1])));
  const number = /^#?(\d+)$/.exec(wanted);
  if (number !== null) return jumpTo(model, columns.indexOfSeq(Number(number[1])));
  const time = /^([+-]?)(\d+(?:\.\d+)?)(ns|us|ms|s)$/.exec(wanted);
  if (time === null) return say(model, `"${wanted}" is no place: #19, line 20, 1.5s, +20ms`, 'error');
  const ns = Number(time[2]) * ({ ns: 1, us: 1e3, ms: 1e6, s: 1e9 } as const)[time[3] as 'ns' | 'us' | 'ms' | 's'];
  const from = time[1] === '' ? 0 : columns.timeAt(model.cursor);
  return jumpTo(model, columns.indexOfTime(time[1] === '-' ? from - ns : from + ns));
}

/** How far a page is in the pane that has the keys. */
export const pageOf = (model: Model): number => Math.max(1, contentRows(model, model.focus) - 1);
