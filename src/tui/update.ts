import { ACTIONS } from './actions.js';
import { huntOn, huntStopped } from './hunt.js';
import { bindingOf } from './keys.js';
import { type Message, type Model, openModel, say, sourceOf } from './model.js';
import { jumpToText, moveRows, moveTo } from './motions.js';
import { clicked } from './mouse.js';
import { overlayKey } from './overlays.js';
import { catchingUpStopped, caughtUp } from './profiles.js';
import { promptKey, promptPaste } from './prompt.js';
import { rowOfIndex, scrolled } from './rows.js';
import { hitFrom, isDone, scanOn } from './scan.js';
import { startKey } from './start.js';
import { toured } from './tour.js';

/** The screen after a message. Pure but for the sessions, which remember what they have read again. */
export function update(model: Model, message: Message): Model {
  switch (message.kind) {
    case 'key':
      return toured(keyed(model, message.key));
    case 'paste':
      return model.prompt === null && model.overlay === null ? model : promptPaste(model, message.text);
    case 'mouse':
      return toured(clicked(model, message));
    case 'do':
      return toured(ACTIONS[message.action](model));
    case 'go':
      return jumpToText({ ...model, wanted: null }, message.to);
    case 'resize':
      return scrolled({ ...model, size: message.size });
    case 'grew':
      return grown(model);
    case 'slice':
      return sliced(model);
    case 'sources':
      return { ...model, sources: message.sources, revision: model.revision + 1 };
    case 'close': {
      const { size, profiles, offered, tour } = model;
      return { ...openModel({ size, profiles, offered, sources: [] }), tour };
    }
    case 'offer':
      return { ...model, offered: message.offered };
    case 'restore':
      return { ...model, marks: new Map([...model.marks, ...message.marks]), wanted: message.seq ?? model.wanted };
    case 'say':
      return say(model, message.text, message.tone);
  }
}

function keyed(model: Model, key: string): Model {
  if (key === 'ctrl-c') return ACTIONS.quit(model);
  if (key === 'ctrl-l') return ACTIONS.redraw(model);
  if (key === 'ctrl-z') return ACTIONS.suspend(model);
  if (model.prompt !== null) return promptKey(model, key);
  if (model.overlay !== null) return overlayKey(model, key);
  if (model.hunt !== null) return key === 'escape' ? huntStopped(model) : keyed({ ...model, hunt: null }, key);
  if (key === 'escape' && sourceOf(model)?.session.isBehind === true) return catchingUpStopped(model);
  if (sourceOf(model) === null) return startKey(model, key);
  const binding = bindingOf(key, model.focus);
  return binding === undefined ? model : ACTIONS[binding.action](model);
}

/** What was read changes the end of the list, not where one is; a follower stays at the end. */
function grown(model: Model): Model {
  const next = scrolled(wantedReached({ ...model, revision: model.revision + 1 }));
  if (!model.isTailing) return next;
  return { ...moveRows(next, Number.MAX_SAFE_INTEGER), isTailing: true };
}

/** Where the cursor was when the trace was left. */
function wantedReached(model: Model): Model {
  const { wanted } = model;
  const session = sourceOf(model)?.session;
  if (wanted === null || session === undefined || session.length === 0) return model;
  const { columns } = session;
  if (columns.seqAt(session.length - 1) < wanted && !session.progress.isDone) return model;
  return moveTo({ ...model, wanted: null }, columns.indexOfSeq(wanted));
}

/** Whether something waits for time between two keys. */
export function needsSlice({ filter, search, hunt, ...model }: Model): boolean {
  const session = model.sources[model.active]?.session;
  if (session === undefined) return false;
  if (hunt !== null || session.isBehind) return true;
  return [filter, search].some((scan) => scan !== null && !isDone(scan, session));
}

function sliced(model: Model): Model {
  const session = sourceOf(model)?.session;
  if (session === undefined) return model;
  const filter = model.filter === null ? null : scanOn(model.filter, session);
  const search = model.search === null ? null : scanOn(model.search, session);
  const next = { ...model, filter, search, revision: model.revision + 1 };
  return huntOn(caughtUp(searchedFirst(model, filterKept(next))));
}

/** The cursor stays on a record that the filter shows, as soon as one is known. */
function filterKept(model: Model): Model {
  const { filter } = model;
  if (!filter?.test || filter.hits.length === 0) return model;
  const row = rowOfIndex(model, model.cursor);
  return filter.hits[row] === model.cursor ? scrolled(model) : moveRows(model, 0);
}

/** While a search is typed, the cursor is on the first hit at or after where it began. */
function searchedFirst(before: Model, model: Model): Model {
  const { search, prompt } = model;
  if (prompt?.kind !== 'search' || search === null || before.search === null) return model;
  const hit = search.hits[hitFrom(search.hits, prompt.origin)];
  return hit === undefined || hit === model.cursor ? model : moveTo(model, hit);
}
