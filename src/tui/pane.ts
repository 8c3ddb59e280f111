import type { Rect } from './layout.js';
import type { Model } from './model.js';
import type { Line } from './text.js';
import type { Glyphs } from './theme.js';

/** What a pane shows below its title. */
export interface PaneContent {
  readonly lines: readonly Line[];
  /** What each line is of, where it can be selected: a position in the pane's own list. */
  readonly targets: readonly (number | null)[];
  /** Right of the title: where one is in it. */
  readonly place: string;
}

/** Draws one pane as data; `rect.rows` counts the title's row, which is not the pane's to draw. */
export type Pane = (model: Model, rect: Rect, glyphs: Glyphs) => PaneContent;

interface Row {
  readonly line: Line;
  readonly target: number | null;
}

export const paneRow = (line: Line, target: number | null = null): Row => ({ line, target });

/** The rows that fit, so that the selected one is among them. */
export function windowed(rows: readonly Row[], room: number, selected: number, place: string): PaneContent {
  const at = rows.findIndex(({ target }) => target === selected && selected >= 0);
  const top = Math.max(0, Math.min(at < 0 ? 0 : at - Math.floor(room / 2), rows.length - room));
  const seen = rows.slice(top, top + room);
  return { lines: seen.map(({ line }) => line), targets: seen.map(({ target }) => target), place };
}

export type { Row };
