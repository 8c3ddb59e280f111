import { copyText } from './copied.js';
import type { Action } from './keys.js';
import { PANES, type PaneName } from './layout.js';
import { noteAt } from './marks.js';
import { atTheBeginning, type Model, type PromptKind, say, sourceOf, trackOf, viewOf, withEffect } from './model.js';
import {
  folded,
  follow,
  jumpTo,
  lastChange,
  moveRows,
  moveTo,
  nextHit,
  nextMark,
  pageOf,
  sameCommand,
} from './motions.js';
import { placeOf } from './place.js';
import { rectOf, rowCount, scrolled } from './rows.js';
import { cause, nextDivergence, nextFinding, storyBegin } from './walk.js';

/** What each action does. */
export const ACTIONS: Readonly<Record<Action, (model: Model) => Model>> = {
  down: (model) => moved(model, 1),
  up: (model) => moved(model, -1),
  'page-down': (model) => moved(model, pageOf(model)),
  'page-up': (model) => moved(model, -pageOf(model)),
  first: (model) => moved(model, Number.NEGATIVE_INFINITY),
  last: (model) => moved(model, Number.POSITIVE_INFINITY),
  'next-divergence': (model) => nextDivergence(model, 1),
  'previous-divergence': (model) => nextDivergence(model, -1),
  'next-finding': (model) => nextFinding(model, 1),
  'previous-finding': (model) => nextFinding(model, -1),
  cause,
  story: storyBegin,
  fold: folded,
  follow: (model) => follow(model, 1),
  'follow-back': (model) => follow(model, -1),
  'same-command': sameCommand,
  'last-change': lastChange,
  back: (model) => {
    const to = model.trail.at(-1);
    return to === undefined ? model : moveTo({ ...model, trail: model.trail.slice(0, -1) }, to);
  },
  lines: (model) => ({ ...model, showsLines: !model.showsLines }),
  search: (model) => prompted(model, 'search'),
  'next-hit': (model) => nextHit(model, 1),
  'previous-hit': (model) => nextHit(model, -1),
  filter: (model) => prompted(model, 'filter', model.filter?.text ?? ''),
  command: (model) => prompted(model, 'command'),
  jump: (model) => prompted(model, 'jump'),
  mark: toggledMark,
  note: (model) => prompted(model, 'note', noteAt(model, model.cursor) ?? ''),
  'next-mark': nextMark,
  profiles: (model) => ({ ...model, overlay: { kind: 'profiles', at: profileRow(model) } }),
  'next-source': nextSource,
  'next-pane': (model) => focusStep(model, 1),
  'previous-pane': (model) => focusStep(model, -1),
  timeline: (model) => focusOn(model, 'timeline'),
  decoded: (model) => focusOn(model, 'decoded'),
  hex: (model) => focusOn(model, 'hex'),
  state: (model) => focusOn(model, 'state'),
  divergences: (model) => focusOn(model, 'divergences'),
  zoom: (model) => scrolled({ ...model, zoomed: model.zoomed === null ? model.focus : null }),
  open: opened,
  copy: (model) => {
    const text = copyText(model);
    return text === '' ? model : say(withEffect(model, { kind: 'copy', text }), `copied: ${text}`, 'good');
  },
  export: (model) => prompted(model, 'command', 'export selection.ndjson'),
  tail: (model) => ({ ...moveTo(model, Number.MAX_SAFE_INTEGER), isTailing: !model.isTailing }),
  palette: (model) => ({ ...model, overlay: { kind: 'palette', text: '', at: 0 } }),
  issues: (model) => ({ ...model, overlay: { kind: 'issues', at: 0 } }),
  reload: (model) => withEffect(model, { kind: 'reload' }),
  redraw: (model) => withEffect(model, { kind: 'redraw' }),
  suspend: (model) => withEffect(model, { kind: 'suspend' }),
  tour: (model) => ({ ...model, tour: model.tour === null ? 0 : null }),
  escape: (model) => ({
    ...scrolled({ ...model, filter: null, zoomed: null }),
    search: null,
    message: null,
    tour: null,
  }),
  quit: (model) => withEffect(model, { kind: 'quit' }),
};

const prompted = (model: Model, kind: PromptKind, text = ''): Model => ({
  ...model,
  prompt: { kind, text, origin: model.cursor, completion: -1 },
  message: null,
});

/** Moves what is selected in the pane that has the keys. */
export function moved(model: Model, count: number): Model {
  const within = (at: number, length: number) => Math.max(0, Math.min(length - 1, at + count));
  const view = viewOf(model);
  if (model.focus === 'divergences') {
    const track = trackOf(model);
    const causes = track === null ? [] : track.causes;
    return { ...model, divergence: within(model.divergence, causes.length) };
  }
  if (model.focus === 'state') return { ...model, fact: within(model.fact, view?.state.length ?? 0) };
  if (model.focus === 'decoded' || model.focus === 'hex')
    return { ...model, field: within(model.field, view?.decoded.length ?? 0) };
  return Number.isFinite(count)
    ? moveRows(model, count)
    : moveRows(model, count < 0 ? -rowCount(model) : rowCount(model));
}

/** The pane that gets the keys; one that has no place of its own is put into the lower one. */
export function focusOn(model: Model, pane: PaneName): Model {
  const zoomed = model.zoomed === null ? null : pane;
  const isHidden = rectOf({ ...model, zoomed }, pane) === undefined;
  return scrolled({ ...model, focus: pane, zoomed, ...(isHidden && { shown: pane }) });
}

function focusStep(model: Model, step: 1 | -1): Model {
  const at = PANES.indexOf(model.focus);
  return focusOn(model, PANES[(at + step + PANES.length) % PANES.length] as PaneName);
}

/** Enter: to the record of the divergence that is selected. */
function opened(model: Model): Model {
  const track = trackOf(model);
  const source = sourceOf(model);
  const chosen = track === null ? undefined : track.causes[model.divergence];
  if (model.focus !== 'divergences' || chosen === undefined || source === null) return focusOn(model, 'decoded');
  return { ...jumpTo(model, source.session.columns.indexOfSeq(chosen.seq)), divergence: model.divergence };
}

function toggledMark(model: Model): Model {
  const session = sourceOf(model)?.session;
  if (session === undefined) return model;
  const marks = new Map(model.marks);
  const place = placeOf(session, model.cursor);
  if (!marks.delete(place)) marks.set(place, '');
  return withEffect({ ...model, marks }, { kind: 'save-marks' });
}

function nextSource(model: Model): Model {
  const count = model.sources.length;
  if (count < 2) return say(model, 'there is but one source', 'note');
  const active = (model.active + 1) % count;
  return scrolled({ ...model, ...atTheBeginning, active });
}

const profileRow = (model: Model): number =>
  Math.max(
    0,
    model.profiles.findIndex(({ name }) => name === trackOf(model)?.profile?.name),
  );
