import { cellsOf } from './cells.js';
import { emptyLines } from './empty-view.js';
import { footLine } from './foot-line.js';
import { headLine } from './head-line.js';
import { FOOT_ROWS, HEAD_ROWS, PANES, type Rect } from './layout.js';
import { noteAt } from './marks.js';
import { isEmpty, type Model, sourceOf } from './model.js';
import { drawOverlay } from './overlay-view.js';
import { PANE_TABLE } from './panes.js';
import { promptLines } from './prompt-view.js';
import { rectsOf } from './rows.js';
import { startLines } from './start-view.js';
import { EMPTY_LINE, fitLine, type Line, line, type Span, span } from './text.js';
import type { Glyphs } from './theme.js';
import { TOUR } from './tour.js';

/** The smallest terminal on which the panes make sense. */
const COLUMNS_MIN = 40;
const ROWS_MIN = 10;

/** The whole screen as lines of exactly its width. */
export function frame(model: Model, glyphs: Glyphs): readonly Line[] {
  const { columns, rows } = model.size;
  if (columns < COLUMNS_MIN || rows < ROWS_MIN)
    return padded([line(`needs ${COLUMNS_MIN}x${ROWS_MIN}, has ${columns}x${rows}`)], model);
  if (sourceOf(model) === null) return padded([...startLines(model, glyphs)], model, [footLine(model)]);
  const body = isEmpty(model) ? emptyBody(model) : bodyLines(model, glyphs);
  const lines = [headLine(model, glyphs), ...body, ...messageLines(model, glyphs), footLine(model)];
  return drawOverlay(
    model,
    lines.map((one) => fitLine(one, columns)),
    glyphs,
  );
}

function padded(lines: readonly Line[], { size }: Model, last: readonly Line[] = []): readonly Line[] {
  const room = Math.max(0, size.rows - last.length);
  const filled = Array.from({ length: room }, (_, row) => lines[row] ?? EMPTY_LINE);
  return [...filled, ...last].slice(0, size.rows).map((one) => fitLine(one, size.columns));
}

function emptyBody(model: Model): readonly Line[] {
  const session = sourceOf(model)?.session;
  const { rows, columns } = model.size;
  const lines = session === undefined ? [] : emptyLines(session, columns);
  return Array.from({ length: rows - HEAD_ROWS - FOOT_ROWS }, (_, row) => lines[row] ?? EMPTY_LINE);
}

/** The panes beside and below each other. */
function bodyLines(model: Model, glyphs: Glyphs): readonly Line[] {
  const rects = rectsOf(model);
  const drawn = rects.map((rect) => ({ rect, lines: paneLines(model, rect, glyphs) }));
  const count = model.size.rows - HEAD_ROWS - FOOT_ROWS;
  return Array.from({ length: count }, (_, index) => {
    const row = index + HEAD_ROWS;
    const here = drawn
      .filter(({ rect }) => row >= rect.top && row < rect.top + rect.rows)
      .sort((left, right) => left.rect.left - right.rect.left);
    const spans = here.flatMap(({ rect, lines }, at): readonly Span[] => {
      const own = lines[row - rect.top] ?? fitLine(EMPTY_LINE, rect.columns);
      const { cursor } = own;
      const cells = cursor === undefined ? own.spans : own.spans.map((one): Span => ({ ...one, row: cursor }));
      return at === 0 ? cells : [span(glyphs.vertical, 'rule'), ...cells];
    });
    return { spans };
  });
}

function paneLines(model: Model, rect: Rect, glyphs: Glyphs): readonly Line[] {
  const { title, draw } = PANE_TABLE[rect.pane];
  const content = draw(model, rect, glyphs);
  const isFocused = model.focus === rect.pane;
  const name = `${PANES.indexOf(rect.pane) + 1} ${title}`;
  const place = content.place === '' ? '' : ` ${content.place} `;
  const room = Math.max(0, rect.columns - cellsOf(name) - 4);
  const shownPlace = cellsOf(place) > room ? '' : place;
  const fill = Math.max(0, room - cellsOf(shownPlace));
  const head = line(
    span(`${glyphs.horizontal} `, 'rule'),
    { ...span(name, isFocused ? 'title' : 'strong') },
    span(` ${glyphs.horizontal.repeat(fill)}`, 'rule'),
    span(shownPlace, 'faint'),
    span(glyphs.horizontal, 'rule'),
  );
  return [head, ...content.lines].slice(0, rect.rows).map((one) => fitLine(one, rect.columns));
}

/** The line above the keys: what is typed, what was said, the tour, the note on this record. */
function messageLines(model: Model, glyphs: Glyphs): readonly Line[] {
  if (model.prompt !== null) return promptLines(model, glyphs);
  if (model.tour !== null)
    return [line(span(` ${model.tour + 1}/${TOUR.length} `, 'title'), span(TOUR[model.tour]?.text ?? '', 'strong'))];
  if (model.message !== null) return [line(span(` ${model.message.text}`, model.message.tone))];
  const note = noteAt(model, model.cursor);
  if (note !== undefined && note !== '') return [line(span(` ${glyphs.mark} ${note}`, 'accent'))];
  return [searchLine(model)];
}

function searchLine({ search, filter }: Model): Line {
  const parts = [
    ...(filter === null ? [] : [span(` filter ${filter.text}`, 'accent')]),
    ...(search === null ? [] : [span(` search "${search.text}": ${search.hits.length} hits`, 'accent')]),
  ];
  return line(...parts);
}
