import { hiddenBefore, hiddenOf, indexBetween } from './folds.js';
import { HEAD_ROWS, layOut, type PaneName, type Rect } from './layout.js';
import { type Model, sourceOf, trackOf } from './model.js';

/** The timeline's rows are records: those that are not folded away, or those that pass the filter. */
export function rowCount(model: Model): number {
  const session = sourceOf(model)?.session;
  if (session === undefined) return 0;
  return model.filter?.test ? model.filter.hits.length : session.length - hiddenOf(model).length;
}

export const indexOfRow = (model: Model, row: number): number =>
  model.filter?.test ? (model.filter.hits[row] ?? 0) : indexBetween(hiddenOf(model), row);

/** The row of a record, or of the last one before it that is shown. */
export function rowOfIndex(model: Model, index: number): number {
  const { filter } = model;
  const before = filter?.test
    ? hiddenBefore(filter.hits, index + 1)
    : index + 1 - hiddenBefore(hiddenOf(model), index + 1);
  return Math.max(0, before - 1);
}

export function rectsOf(model: Model): readonly Rect[] {
  const { size, shown, zoomed } = model;
  const track = trackOf(model);
  // While more is read panes stay where they are.
  const session = sourceOf(model)?.session;
  const isWhole = session?.progress.isDone === true && track?.result != null;
  const records = isWhole ? session.length : Number.POSITIVE_INFINITY;
  return layOut(size, shown, zoomed, { records, isClean: isWhole && track.causes.length === 0 });
}

export const rectOf = (model: Model, pane: PaneName): Rect | undefined =>
  rectsOf(model).find((rect) => rect.pane === pane);

/** How many lines a pane has for its content. */
export const contentRows = (model: Model, pane: PaneName): number => Math.max(1, (rectOf(model, pane)?.rows ?? 1) - 1);

/** Rows that stay in sight above and below the cursor. */
const MARGIN = 2;

/** Scrolls so that the cursor is in sight, no more than is needed. */
export function scrolled(model: Model): Model {
  const rows = contentRows(model, 'timeline');
  const margin = Math.min(MARGIN, Math.floor((rows - 1) / 2));
  const row = rowOfIndex(model, model.cursor);
  const lowest = Math.max(0, rowCount(model) - rows);
  const top = Math.min(Math.max(model.top, row - rows + 1 + margin), Math.max(0, row - margin), lowest);
  return top === model.top ? model : { ...model, top: Math.max(0, top) };
}

/** What lies at a place of the screen: a pane and the line of its content, -1 for its title. */
export function placeAt(model: Model, column: number, row: number): { pane: PaneName; line: number } | null {
  const rect = rectsOf(model).find(
    ({ left, top, columns, rows }) => column >= left && column < left + columns && row >= top && row < top + rows,
  );
  return rect === undefined || row < HEAD_ROWS ? null : { pane: rect.pane, line: row - rect.top - 1 };
}
