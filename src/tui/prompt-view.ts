import { type Model, sourceOf } from './model.js';
import { completions } from './prompt.js';
import { filterBy, isDone } from './scan.js';
import { type Line, line, span } from './text.js';
import type { Glyphs } from './theme.js';

const LABELS = { search: '/', filter: 'filter ', command: ':', note: 'note ', jump: 'jump to ' } as const;
const HINTS = {
  search: '',
  filter: 'e.g. opcode == 0x4802 && returnCode != success && extent.tag == null',
  command: 'tab completes: goto, filter, profile, export, open, …',
  note: '',
  jump: '#19, line 20, 1.5s, +20ms',
} as const;

const COMPLETIONS_SHOWN = 6;

/** The line that is typed, with what it comes to so far. */
export function promptLines(model: Model, _glyphs: Glyphs): readonly Line[] {
  const { prompt } = model;
  if (prompt === null) return [];
  const typed = [span(` ${LABELS[prompt.kind]}`, 'title'), span(prompt.text, 'strong'), span('▏', 'accent')];
  if (prompt.text === '') return [line(...typed, span(` ${HINTS[prompt.kind]}`, 'faint'))];
  const found = completions(model).slice(0, COMPLETIONS_SHOWN);
  const words = found.length === 0 ? [] : [span(`  ${found.map((one) => one.split(' ').at(-1)).join('  ')}`, 'faint')];
  return [line(...typed, ...verdict(model), ...words)];
}

/** Whether a filter can be understood, and how many hits a search has. */
function verdict(model: Model) {
  const { prompt, search } = model;
  const session = sourceOf(model)?.session;
  if (prompt?.kind === 'filter') {
    const { fault, test } = filterBy(prompt.text);
    if (fault === null) return [span('  ok', 'good')];
    return [span(`  ${fault.message}`, test === null ? 'error' : 'warning')];
  }
  if (prompt?.kind !== 'search' || search === null || session === undefined) return [];
  const so = isDone(search, session) ? '' : ' so far';
  return [
    span(
      `  ${search.hits.length} hit${search.hits.length === 1 ? '' : 's'}${so}`,
      search.hits.length > 0 ? 'good' : 'warning',
    ),
  ];
}
