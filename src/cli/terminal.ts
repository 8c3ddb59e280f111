import { colours, plainText } from '../report/paint.js';
import type { TextOptions } from '../report/replay-text.js';
import type { Io } from './io.js';

export type ColorChoice = 'auto' | 'always' | 'never';

/** Whether output is coloured: as asked, else on a terminal that does not say NO_COLOR. */
function wantsColor(choice: ColorChoice, io: Io): boolean {
  if (choice !== 'auto') return choice === 'always';
  return io.outIsTerminal && (io.env['NO_COLOR'] ?? '') === '' && io.env['TERM'] !== 'dumb';
}

const CAUSES_SHOWN = 20;
const ISSUES_SHOWN = 20;
/** Wider lines than this are hard to read. */
const WIDTH_MAX = 120;

/** Narrower than this, or nothing at all, is no width that anyone has set on purpose. */
const WIDTH_MIN = 40;
const WIDTH_USUAL = 80;

/** The width to write for: the terminal's, else what COLUMNS says. */
export function textWidth({ columns }: Io): number {
  return Math.min(columns >= WIDTH_MIN ? columns : WIDTH_USUAL, WIDTH_MAX);
}

/** How text reports look on this terminal. */
export function textOptions(options: { readonly color: ColorChoice; readonly all?: boolean }, io: Io): TextOptions {
  return {
    paint: wantsColor(options.color, io) ? colours : plainText,
    width: textWidth(io),
    causesMax: options.all ? Number.POSITIVE_INFINITY : CAUSES_SHOWN,
    issuesMax: options.all ? Number.POSITIVE_INFINITY : ISSUES_SHOWN,
  };
}
