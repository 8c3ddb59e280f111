import { cellsOf } from './cells.js';
import { keyLine } from './keys.js';
import { isEmpty, type Model, sourceOf, trackOf } from './model.js';
import { type Line, line, span } from './text.js';

/** The keys that mean something now. */
export function footLine(model: Model): Line {
  if (sourceOf(model) === null) return keys(START_KEYS);
  if (model.prompt !== null) return keys(PROMPT_KEYS);
  if (model.overlay !== null) return keys(OVERLAY_KEYS);
  // The tour has the line above: what is said meanwhile takes the place of the keys.
  if (model.tour !== null && model.message !== null) return line(span(` ${model.message.text}`, model.message.tone));
  if (isEmpty(model)) return keys([...(model.sources.length > 1 ? [NEXT_SOURCE] : []), ...EMPTY_KEYS]);
  return keys(fitting(usefulKeys(model), model.size.columns));
}

/** Where nothing was found, no key that leads to it is worth its room. */
function usefulKeys(model: Model): ReturnType<typeof keyLine> {
  const track = trackOf(model);
  const isClean = track !== null && track.causes.length === 0 && track.result !== null;
  return keyLine(model.focus).filter(({ isOfFindings }) => !isClean || !isOfFindings);
}

type Key = readonly [key: string, word: string];

const START_KEYS: readonly Key[] = [
  ['⏎', 'open'],
  ['j/k', 'move'],
  ['f1', 'guided tour'],
  [':', 'open another'],
  ['q', 'quit'],
];
const PROMPT_KEYS: readonly Key[] = [
  ['⏎', 'take'],
  ['tab', 'complete'],
  ['esc', 'leave'],
];
const OVERLAY_KEYS: readonly Key[] = [
  ['⏎', 'choose'],
  ['↓↑', 'move'],
  ['esc', 'close'],
];
const NEXT_SOURCE: Key = ['s', 'next source'];
const EMPTY_KEYS: readonly Key[] = [
  ['ctrl-r', 'read again'],
  [':', 'open another'],
  ['?', 'all keys'],
  ['q', 'quit'],
];

/** As many keys as there is room for; how to see all and how to leave are always among them. */
function fitting(all: ReturnType<typeof keyLine>, columns: number): readonly Key[] {
  const cells = ({ key, word }: (typeof all)[number]) => cellsOf(key) + cellsOf(word) + 3;
  const last = all.slice(-2);
  let room = columns - last.reduce((sum, one) => sum + cells(one), 0);
  const first = all.slice(0, -2).filter((one) => {
    const fits = cells(one) <= room;
    if (fits) room -= cells(one);
    return fits;
  });
  return [...first, ...last].map(({ key, word }) => [key, word]);
}

const keys = (pairs: readonly Key[]): Line =>
  line(...pairs.flatMap(([key, word]) => [span(` ${key}`, 'strong'), span(` ${word} `, 'faint')]));
