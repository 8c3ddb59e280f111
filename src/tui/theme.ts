import { cellsOf } from './cells.js';
import type { Line, Span, Tone } from './text.js';

/** How meanings look on one terminal. */
export interface Theme {
  readonly sgr: Readonly<Record<Tone, string>>;
  readonly cursorStrong: string;
  readonly cursorWeak: string;
  readonly hot: string;
  /** The signs that are drawn; ASCII where the terminal has no more. */
  readonly glyphs: Glyphs;
  /** The terminal draws nothing but ASCII, whatever a trace or a message says. */
  readonly isAscii: boolean;
}

export interface Glyphs {
  readonly horizontal: string;
  readonly vertical: string;
  readonly error: string;
  readonly warning: string;
  readonly note: string;
  readonly follows: string;
  readonly match: string;
  readonly pointer: string;
  readonly mark: string;
  readonly chainStart: string;
  readonly chainMiddle: string;
  readonly chainEnd: string;
  readonly related: string;
  readonly between: string;
  readonly free: string;
  readonly pending: string;
  readonly accepted: string;
  readonly backed: string;
  readonly mixed: string;
  readonly folded: string;
  readonly unfolded: string;
  readonly differs: string;
  readonly ellipsis: string;
}

const UNICODE: Glyphs = {
  horizontal: '─',
  vertical: '│',
  error: '✗',
  warning: '▲',
  note: '·',
  follows: '↳',
  match: ' ',
  pointer: '▶',
  mark: '◆',
  chainStart: '┌',
  chainMiddle: '│',
  chainEnd: '└',
  related: '├',
  between: '│',
  free: '·',
  pending: '▒',
  accepted: '▓',
  backed: '█',
  mixed: '▚',
  folded: '▸',
  unfolded: '▾',
  differs: '≠',
  ellipsis: '…',
};

const ASCII: Glyphs = {
  horizontal: '-',
  vertical: '|',
  error: 'X',
  warning: '!',
  note: '.',
  follows: '^',
  match: ' ',
  pointer: '>',
  mark: '*',
  chainStart: ',',
  chainMiddle: '|',
  chainEnd: '`',
  related: '+',
  between: '|',
  free: '.',
  pending: 'o',
  accepted: '=',
  backed: '#',
  mixed: '%',
  folded: '+',
  unfolded: '-',
  differs: '/',
  ellipsis: '~',
};

const COLOURS: Readonly<Record<Tone, string>> = {
  plain: '',
  faint: '2',
  strong: '1',
  error: '31',
  warning: '33',
  note: '36',
  good: '32',
  recorded: '33',
  replayed: '36',
  accent: '35',
  title: '1;34',
  rule: '2',
  added: '32',
  removed: '31',
  field: '34',
  source1: '36',
  source2: '33',
  source3: '35',
  source4: '32',
  source5: '34',
  source6: '31',
};

/** Without colour, weight and lines alone tell. */
const PLAIN: Readonly<Record<Tone, string>> = {
  plain: '',
  faint: '2',
  strong: '1',
  error: '1',
  warning: '1',
  note: '',
  good: '',
  recorded: '4',
  replayed: '1',
  accent: '1',
  title: '1',
  rule: '2',
  added: '1',
  removed: '2',
  field: '',
  source1: '',
  source2: '',
  source3: '',
  source4: '',
  source5: '',
  source6: '',
};

export interface ThemeChoice {
  readonly colours: 'none' | '16' | '256';
  readonly isLight: boolean;
  readonly isAscii: boolean;
}

export function themeOf({ colours, isLight, isAscii }: ThemeChoice): Theme {
  const glyphs = isAscii ? ASCII : UNICODE;
  if (colours === 'none') return { sgr: PLAIN, cursorStrong: '7', cursorWeak: '4', hot: '7', glyphs, isAscii };
  const hot = '30;43';
  if (colours === '16') return { sgr: COLOURS, cursorStrong: '7', cursorWeak: '1', hot, glyphs, isAscii };
  return {
    sgr: { ...COLOURS, faint: isLight ? '38;5;244' : '38;5;245', rule: isLight ? '38;5;250' : '38;5;240' },
    cursorStrong: isLight ? '48;5;153' : '48;5;24',
    cursorWeak: isLight ? '48;5;254' : '48;5;237',
    hot,
    glyphs,
    isAscii,
  };
}

/** What the terminal says of itself, in its environment. */
export function themeChoice(env: Readonly<Record<string, string | undefined>>): ThemeChoice {
  const term = env['TERM'] ?? '';
  const isPlain = (env['NO_COLOR'] ?? '') !== '' || term === 'dumb';
  const hasMany = /256|direct|truecolor/.test(term) || /truecolor|24bit/.test(env['COLORTERM'] ?? '');
  const background = Number((env['COLORFGBG'] ?? '').split(';').at(-1));
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return {
    colours: isPlain ? 'none' : hasMany ? '256' : '16',
    isLight: background === 7 || background === 15,
    isAscii: term === 'linux' || term === 'dumb' || !/utf-?8/i.test(locale),
  };
}

/** The line as a terminal takes it. */
export function paintLine({ spans, cursor }: Line, theme: Theme): string {
  return spans.map((one) => paintSpan(one, one.row ?? cursor, theme)).join('');
}

function paintSpan({ text, tone, isHot }: Span, selected: Line['cursor'], theme: Theme): string {
  const row = selected === undefined ? '' : selected === 'strong' ? theme.cursorStrong : theme.cursorWeak;
  const codes = [row, isHot ? theme.hot : theme.sgr[tone]].filter((code) => code !== '').join(';');
  const shown = theme.isAscii ? asciiOf(text) : text;
  return codes === '' ? shown : `\u001b[${codes}m${shown}\u001b[0m`;
}

/** What stands for signs that are more than ASCII, wherever they come from; each in as many columns. */
const INSTEAD: Readonly<Record<string, string>> = {
  '…': '~',
  '•': '*',
  '–': '-',
  '▏': '_',
  '⏎': 'E',
  '⌫': 'B',
  '↓': 'v',
  '↑': '^',
  '≠': '/',
  '§': 'S',
};

const asciiOf = (text: string): string =>
  text.replace(/\P{ASCII}/gu, (char) => INSTEAD[char] ?? '?'.repeat(cellsOf(char)));
