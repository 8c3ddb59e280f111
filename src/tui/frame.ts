import { cellsOf } from './cells.js';
import { emptyLines } from './empty-view.js';
import { keyLine } from './keys.js';
import { FOOT_ROWS, HEAD_ROWS, PANES, type Rect } from './layout.js';
import { legend } from './legend.js';
import { noteAt } from './marks.js';
import { type Model, sourceOf, trackOf } from './model.js';
import { drawOverlay } from './overlay-view.js';
import { PANE_TABLE } from './panes.js';
import { promptLines } from './prompt-view.js';
import { rectsOf } from './rows.js';
import { startLines } from './start-view.js';
import { EMPTY_LINE, fitLine, justified, type Line, line, type Span, span } from './text.js';
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
  if (sourceOf(model) === null) return padded([...startLines(model, glyphs)], model, [footLine(model, glyphs)]);
  const body = isEmpty(model) ? emptyBody(model) : bodyLines(model, glyphs);
  const lines = [headLine(model, glyphs), ...body, ...messageLines(model, glyphs), footLine(model, glyphs)];
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

/** File, profile, how much there is and what was found: the verdict is on every screen. */
function headLine(model: Model, glyphs: Glyphs): Line {
  const session = sourceOf(model)?.session;
  const track = trackOf(model);
  if (session === undefined || track === null) return EMPTY_LINE;
  const { error, warning } = track.counts;
  const sources = model.sources.length > 1 ? ` (${model.active + 1} of ${model.sources.length}, s next)` : '';
  const left = [
    span(' cxltrace ', 'title'),
    ...(session.columns.files.length > 1
      ? legend(session, Math.floor(model.size.columns * 0.5))
      : [span(fileName(session.name), 'strong')]),
    span(sources, 'faint'),
    span(`  ${track.profile?.name ?? 'no profile'}`, 'accent'),
    span(`  ${session.length} records`, 'faint'),
  ];
  const verdict =
    error > 0
      ? span(`${glyphs.error} ${error} divergence${error === 1 ? '' : 's'}`, 'error')
      : isEmpty(model)
        ? span('nothing to show', 'warning')
        : span(session.progress.isDone ? 'no error' : 'no error so far', 'good');
  const right = [
    ...progressSpans(model),
    verdict,
    ...(warning > 0 ? [span(`  ${glyphs.warning} ${warning}`, 'warning')] : []),
    ...(session.issueCount > 0 ? [span(`  ${session.issueCount} unread (i)`, 'warning')] : []),
    span(' '),
  ];
  return justified(left, right, model.size.columns);
}

/** The folder says little and takes the room of what was found. */
const fileName = (path: string): string =>
  path
    .split(' + ')
    .map((one) => one.replace(/^.*\/(?=[^/]+$)/, ''))
    .join(' + ');

function progressSpans(model: Model): readonly Span[] {
  const session = sourceOf(model)?.session;
  if (session === undefined || session.progress.isDone) return [];
  const { bytes, bytesTotal } = session.progress;
  const share =
    bytesTotal === null || bytesTotal === 0
      ? `${Math.round(bytes / 1024)} KiB`
      : `${Math.floor((bytes * 100) / bytesTotal)} %`;
  return [span(model.isTailing ? 'following  ' : `reading ${share}  `, 'note')];
}

/** Whether all was read, and there was nothing in it. */
function isEmpty(model: Model): boolean {
  const session = sourceOf(model)?.session;
  return session?.progress.isDone === true && session.length === 0;
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

function footLine(model: Model, _glyphs: Glyphs): Line {
  if (sourceOf(model) === null)
    return line(
      ...keys([
        ['⏎', 'open'],
        ['j/k', 'move'],
        ['f1', 'guided tour'],
        [':', 'open another'],
        ['q', 'quit'],
      ]),
    );
  if (model.prompt !== null)
    return line(
      ...keys([
        ['⏎', 'take'],
        ['tab', 'complete'],
        ['esc', 'leave'],
      ]),
    );
  if (model.overlay !== null)
    return line(
      ...keys([
        ['⏎', 'choose'],
        ['↓↑', 'move'],
        ['esc', 'close'],
      ]),
    );
  // The tour has the line above: what is said meanwhile takes the place of the keys.
  if (model.tour !== null && model.message !== null) return line(span(` ${model.message.text}`, model.message.tone));
  return line(...keys(fitting(keyLine(model.focus), model.size.columns)));
}

/** As many keys as there is room for; how to see all and how to leave are always among them. */
function fitting(all: ReturnType<typeof keyLine>, columns: number): readonly (readonly [string, string])[] {
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

const keys = (pairs: readonly (readonly [string, string])[]): readonly Span[] =>
  pairs.flatMap(([key, word]) => [span(` ${key}`, 'strong'), span(` ${word} `, 'faint')]);
