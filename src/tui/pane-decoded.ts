import { cellsOf, cut } from './cells.js';
import type { DecodedRow } from './decoded-rows.js';
import type { Rect } from './layout.js';
import { linesText } from './legend.js';
import { type Model, sourceOf, viewOf } from './model.js';
import { type PaneContent, paneRow, type Row, windowed } from './pane.js';
import { severitySign } from './severity-sign.js';
import { EMPTY_LINE, fitLine, type Line, line, type Span, span, wrapped } from './text.js';
import type { Glyphs } from './theme.js';

/** From so many columns on the answer stands beside the request. */
const BESIDE_COLUMNS = 100;

/** The record field by field: the request, its answer, and beside each field what the engine has instead. */
export function decodedPane(model: Model, rect: Rect, glyphs: Glyphs): PaneContent {
  const view = viewOf(model);
  if (view === null) return { lines: [], targets: [], place: '' };
  const drawing: Drawing = { model, glyphs, rows: view.decoded };
  const room = rect.rows - 1;
  const rows = rect.columns >= BESIDE_COLUMNS ? beside(drawing, rect.columns, room) : below(drawing, rect.columns);
  const session = sourceOf(model)?.session;
  const place = `#${view.event.seq}${session === undefined ? '' : ` ${linesText(session, view.event)}`}`;
  return windowed(rows, room, model.field, place);
}

interface Drawing {
  readonly model: Model;
  readonly glyphs: Glyphs;
  readonly rows: readonly DecodedRow[];
}

const below = (drawing: Drawing, columns: number): readonly Row[] =>
  drawnRows(
    drawing,
    drawing.rows.map((_, index) => index),
    columns,
  );

/** Request and answer side by side; each is scrolled by itself, so that both stay in sight. */
function beside(drawing: Drawing, columns: number, room: number): readonly Row[] {
  const all = drawing.rows.map((_, index) => index);
  const left = all.filter((index) => drawing.rows[index]?.side === 'request');
  const right = all.filter((index) => drawing.rows[index]?.side === 'response');
  if (left.length === 0 || right.length === 0) return below(drawing, columns);
  const leftColumns = Math.floor((columns - 1) * 0.42);
  const selected = drawing.model.field;
  const seen = (indexes: readonly number[], own: number) =>
    windowed(drawnRows(drawing, indexes, own), room, selected, '');
  const [one, other] = [seen(left, leftColumns), seen(right, columns - leftColumns - 1)];
  return Array.from({ length: Math.max(one.lines.length, other.lines.length) }, (_, at): Row => {
    const spans = [
      ...selectedSpans(fitLine(one.lines[at] ?? EMPTY_LINE, leftColumns)),
      span(drawing.glyphs.vertical, 'rule'),
      ...selectedSpans(other.lines[at] ?? EMPTY_LINE),
    ];
    const [first, second] = [one.targets[at] ?? null, other.targets[at] ?? null];
    return paneRow({ spans }, first === selected ? first : (second ?? first));
  });
}

/** Beside each other, only one half of a row is selected. */
const selectedSpans = ({ spans, cursor }: Line): readonly Span[] =>
  cursor === undefined ? spans : spans.map((one) => ({ ...one, row: cursor }));

function drawnRows({ model, glyphs, rows }: Drawing, indexes: readonly number[], columns: number): readonly Row[] {
  const shown = indexes.flatMap((index) => rows[index] ?? []);
  const names = shown.filter(({ kind }) => kind === 'field').map((row) => 2 * row.depth + cellsOf(row.name));
  const nameColumns = Math.min(Math.max(10, ...names) + 2, Math.floor(columns * 0.5));
  // What the engine has stands in a column of its own, where there is room for both.
  const values = shown.filter(({ replayed }) => replayed !== null).map(({ value }) => cellsOf(value));
  const room = columns - nameColumns;
  const valueColumns = Math.min(Math.max(0, ...values), Math.floor(room * 0.5));
  return indexes.flatMap((index): readonly Row[] => {
    const row = rows[index];
    if (row === undefined) return [];
    const isSelected = index === model.field;
    const cursor = model.focus === 'decoded' ? ('strong' as const) : ('weak' as const);
    const drawn = row.kind === 'heading' ? headingLine(row, glyphs) : fieldLine(row, nameColumns, valueColumns, glyphs);
    if (!isSelected) return [paneRow(drawn, index)];
    const whole = room < 8 ? [] : wholeValue(row, nameColumns, room);
    return [paneRow({ ...fitLine(drawn, columns), cursor }, index), ...whole.map((one) => paneRow(one, index))];
  });
}

/** What did not fit into the selected row, below it: one sees all of what is under the cursor. */
function wholeValue({ kind, value, replayed, found }: DecodedRow, nameColumns: number, room: number): readonly Line[] {
  const taken =
    cellsOf(value) + (replayed === null ? 0 : cellsOf(replayed) + 12) + (found === null ? 0 : 3 + found.code.length);
  if (taken <= room) return [];
  const texts = (text: string, tone: Span['tone']) =>
    wrapped(cut(text, WHOLE_MAX), room).map((part) => line(span(' '.repeat(nameColumns)), span(part, tone)));
  return [
    ...(kind === 'field' && cellsOf(value) > room / 2 ? texts(value, 'recorded') : []),
    ...(replayed === null ? [] : texts(`engine: ${replayed}`, 'replayed')),
  ];
}

const WHOLE_MAX = 4000;

function headingLine({ name, value, replayed, found }: DecodedRow, glyphs: Glyphs): Line {
  // How long it is comes last: what differs must not be cut for it.
  const [said = '', ...rest] = value.split('  ');
  const about = rest.length === 0 ? '' : `  ${rest.join('  ')}`;
  return line(
    span(`${name} `, 'title'),
    span(said, 'strong'),
    ...besides(replayed, found, glyphs),
    span(about, 'faint'),
  );
}

function fieldLine(row: DecodedRow, nameColumns: number, valueColumns: number, glyphs: Glyphs): Line {
  const { name, depth, value, replayed, found } = row;
  const label = cut(`${'  '.repeat(depth)}${name}`, nameColumns - 1);
  const isQuiet = /zero bytes?$|^0$|^null$/.test(value);
  const tone = found !== null ? found.severity : replayed !== null ? 'recorded' : isQuiet ? 'faint' : 'plain';
  const shown = replayed === null ? value : cut(value, valueColumns).padEnd(valueColumns);
  return line(
    span(label, found !== null || replayed !== null ? 'strong' : 'field'),
    span(' '.repeat(Math.max(1, nameColumns - cellsOf(label)))),
    span(shown, tone),
    ...besides(replayed, found, glyphs),
  );
}

/** What the engine has, and what was found here. */
function besides(replayed: string | null, found: DecodedRow['found'], glyphs: Glyphs): readonly Span[] {
  return [
    ...(replayed === null ? [] : [span(`  ${glyphs.differs} engine: `, 'error'), span(replayed, 'replayed')]),
    ...(found === null || replayed !== null
      ? []
      : [span(`  ${severitySign(found.severity, glyphs)} ${found.code}`, found.severity)]),
  ];
}
