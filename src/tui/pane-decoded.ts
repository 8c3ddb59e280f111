import { cellsOf } from './cells.js';
import type { DecodedRow } from './decoded-rows.js';
import type { Rect } from './layout.js';
import { type Model, viewOf } from './model.js';
import { type PaneContent, paneRow, windowed } from './pane.js';
import { fitLine, type Line, line, type Span, span } from './text.js';
import type { Glyphs } from './theme.js';

/** The record field by field: the request, its answer, and beside each field what the engine has instead. */
export function decodedPane(model: Model, rect: Rect, glyphs: Glyphs): PaneContent {
  const view = viewOf(model);
  if (view === null) return { lines: [], targets: [], place: '' };
  const names = view.decoded.map((row) => 2 * row.depth + cellsOf(row.name));
  const nameColumns = Math.min(Math.max(12, ...names) + 2, Math.floor(rect.columns * 0.5));
  const rows = view.decoded.map((row, index) => {
    const drawn = row.kind === 'heading' ? headingLine(row, glyphs) : fieldLine(row, nameColumns, glyphs);
    const isSelected = index === model.field;
    const cursor = model.focus === 'decoded' ? 'strong' : 'weak';
    return paneRow(isSelected ? { ...fitLine(drawn, rect.columns), cursor } : drawn, index);
  });
  return windowed(rows, rect.rows - 1, model.field, view.title);
}

function headingLine({ name, value, replayed, found }: DecodedRow, glyphs: Glyphs): Line {
  return line(span(`${name} `, 'title'), span(value, 'strong'), ...besides(replayed, found, glyphs));
}

function fieldLine({ name, depth, value, replayed, found }: DecodedRow, nameColumns: number, glyphs: Glyphs): Line {
  const label = `${'  '.repeat(depth)}${name}`;
  const isQuiet = /zero bytes?$|^0$|^null$/.test(value);
  const tone = found !== null ? 'error' : replayed !== null ? 'recorded' : isQuiet ? 'faint' : 'plain';
  return line(
    span(label, found !== null || replayed !== null ? 'strong' : 'field'),
    span(' '.repeat(Math.max(1, nameColumns - cellsOf(label)))),
    span(value, tone),
    ...besides(replayed, found, glyphs),
  );
}

/** What the engine has, and what was found here. */
function besides(replayed: string | null, found: DecodedRow['found'], glyphs: Glyphs): readonly Span[] {
  return [
    ...(replayed === null ? [] : [span(`  ${glyphs.differs} engine: `, 'error'), span(replayed, 'replayed')]),
    ...(found === null || replayed !== null ? [] : [span(`  ${glyphs.error} ${found.code}`, 'error')]),
  ];
}
