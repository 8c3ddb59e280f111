import { printable } from '../base/issue.js';
import { cellsOf, cut, isPlain } from './cells.js';

/** What a piece of text means; the theme decides how that looks. */
export type Tone =
  | 'plain'
  | 'faint'
  | 'strong'
  | 'error'
  | 'warning'
  | 'note'
  | 'good'
  | 'recorded'
  | 'replayed'
  | 'accent'
  | 'title'
  | 'rule'
  | 'added'
  | 'removed'
  | 'field'
  /** What belongs to one of several files, by its place among them. */
  | SourceTone;

export type SourceTone = (typeof SOURCE_TONES)[number];

/** Files of a merged trace; the seventh looks like the first again, and its letter tells. */
export const SOURCE_TONES = ['source1', 'source2', 'source3', 'source4', 'source5', 'source6'] as const;

export interface Span {
  readonly text: string;
  readonly tone: Tone;
  /** Lies under a cursor. */
  readonly isHot?: true;
  /** Its row is selected, within a pane: beside it others may not be. */
  readonly row?: 'weak' | 'strong';
}

/** One line of the screen. */
export interface Line {
  readonly spans: readonly Span[];
  /** The whole row is selected: `strong` where its pane has the keys. */
  readonly cursor?: 'weak' | 'strong';
}

export const span = (text: string, tone: Tone = 'plain'): Span => ({ text, tone });

export const line = (...spans: readonly (Span | string)[]): Line => ({
  spans: spans.map((one) => (typeof one === 'string' ? span(one) : one)),
});

export const EMPTY_LINE: Line = { spans: [] };

export const lineText = ({ spans }: Line): string => spans.map(({ text }) => text).join('');

/** The line in exactly so many columns: cut with `…`, or filled with spaces. */
export function fitLine({ spans: given, ...rest }: Line, columns: number): Line {
  const spans = given.map(harmless);
  const kept: Span[] = [];
  let room = columns;
  for (const one of spans) {
    if (room <= 0) break;
    const cells = cellsOf(one.text);
    const text = cells <= room ? one.text : cut(one.text, room);
    kept.push(text === one.text ? one : { ...one, text });
    room -= Math.min(cells, room);
  }
  // What is cut at the very edge loses its last character to the sign of the cut.
  const total = spans.reduce((sum, { text }) => sum + cellsOf(text), 0);
  const last = kept.at(-1);
  if (room === 0 && total > columns && last !== undefined && !last.text.endsWith('…'))
    kept[kept.length - 1] = { ...last, text: cut(`${last.text} `, cellsOf(last.text)) };
  const filled = kept.reduce((sum, { text }) => sum + cellsOf(text), 0);
  return { ...rest, spans: filled < columns ? [...kept, span(' '.repeat(columns - filled))] : kept };
}

const COMMANDING = /\p{Control}|[\u2028-\u202e\u2066-\u2069]/u;

/** Whatever a trace, a file's name or a note holds: what reaches the terminal is text. */
const harmless = (one: Span): Span =>
  !isPlain(one.text) && COMMANDING.test(one.text)
    ? { ...one, text: printable(one.text, Number.POSITIVE_INFINITY) }
    : one;

/** The line, its end pushed to the right edge. */
export function justified(left: readonly Span[], right: readonly Span[], columns: number): Line {
  const cells = (spans: readonly Span[]) => spans.reduce((sum, { text }) => sum + cellsOf(text), 0);
  const rightCells = cells(right);
  const room = Math.max(0, columns - rightCells - (rightCells > 0 ? 1 : 0));
  const start = fitLine({ spans: left }, room);
  return fitLine({ spans: [...start.spans, ...(rightCells > 0 ? [span(' '), ...right] : [])] }, columns);
}

/** Text at a width, broken at spaces; no line is longer. */
export function wrapped(text: string, columns: number): readonly string[] {
  const room = Math.max(8, columns);
  const lines: string[] = [];
  let current = '';
  const flush = (): void => {
    if (current !== '') lines.push(current);
    current = '';
  };
  for (let word of text.split(' ')) {
    if (current !== '' && cellsOf(current) + 1 + cellsOf(word) > room) flush();
    for (; cellsOf(word) > room; word = word.slice(room)) lines.push(word.slice(0, room));
    current = current === '' ? word : `${current} ${word}`;
  }
  flush();
  return lines.length === 0 ? [''] : lines;
}
