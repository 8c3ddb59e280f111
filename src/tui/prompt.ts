import { nearest } from '../base/nearest.js';
import { ACTIONS } from './actions.js';
import { type Action, BINDINGS } from './keys.js';
import { markedIndexes } from './marks.js';
import { type Model, type Prompt, say, sourceOf, trackOf, withEffect } from './model.js';
import { jumpToText, moveTo } from './motions.js';
import { placeOf } from './place.js';
import { chooseProfile } from './profiles.js';
import { scrolled } from './rows.js';
import { filterBy, isDone, knownFields, scanBegun, searchFor } from './scan.js';

/** A key while a line is typed. */
export function promptKey(model: Model, key: string): Model {
  const prompt = model.prompt as Prompt;
  switch (key) {
    case 'escape':
      return left(model);
    case 'enter':
      return entered(model);
    case 'tab':
      return completed(model);
    case 'backspace':
      return prompt.text === '' ? left(model) : typed(model, [...prompt.text].slice(0, -1).join(''));
    case 'ctrl-u':
      return typed(model, '');
    case 'ctrl-w':
      return typed(model, prompt.text.replace(/\S+\s*$/, ''));
    case 'space':
      return typed(model, `${prompt.text} `);
    default:
      return [...key].length === 1 ? typed(model, prompt.text + key) : model;
  }
}

/** Pasted text is one line, whatever it was. */
export function promptPaste(model: Model, text: string): Model {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a paste may hold anything, a line holds none of these
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
  if (model.prompt !== null) return typed(model, model.prompt.text + plain);
  return model.overlay?.kind === 'palette'
    ? { ...model, overlay: { ...model.overlay, text: model.overlay.text + plain, at: 0 } }
    : model;
}

function typed(model: Model, text: string): Model {
  const next = { ...model, prompt: { ...(model.prompt as Prompt), text, completion: -1 } };
  const track = trackOf(model);
  if (model.prompt?.kind === 'search' && track !== null) return begun({ ...next, search: searchFor(text, track) });
  return next;
}

/** The first slice at once: of a small trace that is all of it. */
function begun(model: Model): Model {
  const session = sourceOf(model)?.session;
  if (session === undefined || model.search === null) return model;
  const search = scanBegun(model.search, session);
  const hit = search.hits.find((index) => index >= (model.prompt?.origin ?? 0));
  const next = { ...model, search };
  return hit === undefined ? next : { ...moveTo(next, hit), prompt: model.prompt };
}

function left(model: Model): Model {
  const { prompt } = model;
  const closed = { ...model, prompt: null };
  if (prompt?.kind !== 'search') return closed;
  return moveTo({ ...closed, search: null }, prompt.origin);
}

function entered(model: Model): Model {
  const { kind, text } = model.prompt as Prompt;
  const closed = { ...model, prompt: null };
  switch (kind) {
    case 'search':
      return text === '' ? { ...closed, search: null } : closed;
    case 'jump':
      return jumpToText(closed, text);
    case 'note':
      return noted(closed, text);
    case 'filter':
      return filtered(closed, text);
    case 'command':
      return commanded(closed, text.trim());
  }
}

function noted(model: Model, text: string): Model {
  const session = sourceOf(model)?.session;
  if (session === undefined) return model;
  const marks = new Map([...model.marks, [placeOf(session, model.cursor), text] as const]);
  return withEffect({ ...model, marks }, { kind: 'save-marks' });
}

function filtered(model: Model, text: string): Model {
  const session = sourceOf(model)?.session;
  const filter = filterBy(text);
  if (session === undefined || text.trim() === '') return scrolled({ ...model, filter: null });
  if (filter.test === null)
    return say(model, `the filter cannot be understood: ${filter.fault?.message ?? ''}`, 'error');
  const first = scanBegun(filter, session);
  const next = { ...model, filter: first, top: 0 };
  const at = first.hits.find((index) => index >= model.cursor) ?? first.hits.at(-1);
  const moved = at === undefined ? next : moveTo(next, at);
  if (filter.fault !== null) return say(moved, filter.fault.message, 'warning');
  return isDone(first, session) && first.hits.length === 0
    ? say(moved, 'no record passes; esc shows all again', 'warning')
    : moved;
}

/** Commands that take something; all actions are commands as well. */
const WORDS: Readonly<Record<string, (model: Model, rest: string) => Model>> = {
  goto: jumpToText,
  filter: filtered,
  profile: (model, name) => chooseProfile(model, name),
  note: noted,
  open: (model, path) => withEffect(model, { kind: 'open', path }),
  export: exported,
  q: (model) => ACTIONS.quit(model),
};

function exported(model: Model, path: string): Model {
  if (!/\.(ndjson|ya?ml)$/.test(path)) return say(model, 'export to a file that ends in .ndjson or .yaml', 'error');
  const columns = sourceOf(model)?.session.columns;
  const marked = markedIndexes(model);
  const seqs = (marked.length > 0 ? marked : [model.cursor]).map((index) => columns?.seqAt(index) ?? 0);
  return withEffect(model, { kind: 'write', path, seqs });
}

function commanded(model: Model, text: string): Model {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
  if (word === '') return model;
  const own = WORDS[word];
  if (own !== undefined) return own(model, rest);
  if (/^#?\d/.test(word)) return jumpToText(model, text);
  if (Object.hasOwn(ACTIONS, word)) return ACTIONS[word as Action](model);
  const near = nearest(word, commandWords());
  return say(model, `no command "${word}"${near === null ? '' : `; did you mean "${near}"?`}`, 'error');
}

const commandWords = (): readonly string[] => [...Object.keys(WORDS), ...BINDINGS.map(({ action }) => action)];

/** What can stand where the line ends: commands, profiles, field names. */
export function completions({ prompt, profiles }: Model): readonly string[] {
  if (prompt === null) return [];
  const { kind, text } = prompt;
  if (kind === 'command') {
    const profile = /^profile (\S*)$/.exec(text);
    if (profile !== null)
      return beginning(
        profile[1] ?? '',
        profiles.map(({ name }) => name),
      ).map((name) => `profile ${name}`);
    const filter = /^(filter .*?)([A-Za-z][\w]*)$/.exec(text);
    if (filter !== null) return beginning(filter[2] ?? '', [...knownFields()]).map((name) => `${filter[1]}${name}`);
    return text.includes(' ') ? [] : beginning(text, commandWords());
  }
  const field = kind === 'filter' ? /^(.*?)([A-Za-z][\w]*)$/.exec(text) : null;
  return field === null ? [] : beginning(field[2] ?? '', [...knownFields()]).map((name) => `${field[1]}${name}`);
}

const beginning = (start: string, words: readonly string[]): readonly string[] =>
  words.filter((word) => word.startsWith(start) && word !== start).sort();

/** Tab takes the first completion, or what all of them begin with. */
function completed(model: Model): Model {
  const found = completions(model);
  const [first] = found;
  if (first === undefined || model.prompt === null) return model;
  let common = first;
  for (const one of found) while (!one.startsWith(common)) common = common.slice(0, -1);
  return typed(model, common.length > model.prompt.text.length ? common : first);
}
