import { cut } from './cells.js';
import type { Rect } from './layout.js';
import type { RowView } from './lens.js';
import { type Model, sourceOf, trackOf, viewOf } from './model.js';
import type { MoreLink } from './more-chain.js';
import type { PaneContent } from './pane.js';
import { indexOfRow, rowCount, rowOfIndex } from './rows.js';
import type { Session } from './session.js';
import { related, type Subject } from './subject.js';
import { fitLine, justified, type Line, line, type Span, span } from './text.js';
import type { Glyphs } from './theme.js';
import type { Weight } from './track.js';

/** Every record in order of time: how it fared, when, what, about what, and how it came out. */
export function timelinePane(model: Model, rect: Rect, glyphs: Glyphs): PaneContent {
  const source = sourceOf(model);
  const track = trackOf(model);
  const room = rect.rows - 1;
  const count = rowCount(model);
  const total = source?.session.length ?? 0;
  const place =
    count === 0
      ? ''
      : `${rowOfIndex(model, model.cursor) + 1} of ${count}${count === total ? '' : ` (${total} without the filter)`}`;
  if (source === null || track === null || count === 0) return { ...emptyTimeline(model), place };
  const { session, lens } = source;
  const current = viewOf(model)?.subject ?? null;
  const rows: Row[] = [];
  for (let row = model.top; row < Math.min(count, model.top + room); row++) {
    const index = indexOfRow(model, row);
    const drawn = lens.row(track, index);
    if (drawn !== null) rows.push({ index, ...drawn });
  }
  const lines = rows.map((row) => rowLine({ ...row, model, session, current, columns: rect.columns, glyphs }));
  return { lines, targets: rows.map(({ index }) => index), place };
}

interface Row extends RowView {
  readonly index: number;
}

function emptyTimeline(model: Model): { readonly lines: readonly Line[]; readonly targets: readonly null[] } {
  const session = sourceOf(model)?.session;
  const isReading = session?.progress.isDone === false;
  const texts = isReading
    ? ['reading…']
    : model.filter?.test
      ? ['No record passes the filter.', 'esc shows all records again, & changes the filter.']
      : emptyTexts(session);
  return { lines: texts.map((text) => line(span(`  ${text}`, 'faint'))), targets: texts.map(() => null) };
}

const emptyTexts = (session: Session | undefined): readonly string[] => [
  'There is no record in this input.',
  ...(session?.issues.slice(0, 8).map(({ line: at, message }) => `line ${at}: ${message}`) ?? []),
  'Check that it is a trace (cxltrace formats lists what is known), or name its format with --format.',
];

interface RowParts extends Row {
  readonly model: Model;
  readonly session: Session;
  readonly current: Subject | null;
  readonly columns: number;
  readonly glyphs: Glyphs;
}

/** From so many columns on names are written in full. */
const WIDE = 96;

function rowLine(parts: RowParts): Line {
  const { model, index, event, brief, columns } = parts;
  const isWide = columns >= WIDE;
  const name = isWide ? brief.what : brief.what.replace('Dynamic Capacity', 'DC');
  const nameColumns = Math.max(20, Math.min(36, Math.floor(columns * 0.32)));
  const head = [...signs(parts), ...stand(parts, isWide), gutter(parts), span(' ')];
  const isPlain = brief.about === '' && brief.outcome === '';
  const what = isPlain
    ? [span(name, brief.tone)]
    : [span(fitTo(name, nameColumns), 'plain'), span(' '), span(brief.about, 'faint')];
  const outcome = brief.outcome === '' ? [] : [span(cut(brief.outcome, isWide ? 28 : 18), brief.tone)];
  const isHit = model.search?.test?.(event) ?? false;
  const left = isHit ? [...head, ...what.map((one): Span => ({ ...one, tone: 'accent' }))] : [...head, ...what];
  const whole = justified(left, outcome, columns);
  if (index !== model.cursor) return whole;
  return { ...fitLine(whole, columns), cursor: model.focus === 'timeline' ? 'strong' : 'weak' };
}

const fitTo = (text: string, columns: number): string => cut(text, columns).padEnd(columns);

/** How the record fared against each profile, and whether it is marked. */
function signs({ model, session, index, glyphs }: RowParts): readonly Span[] {
  const verdicts = session.tracks.map((track) => span(...sign(track.weightAt(index), glyphs)));
  const seq = session.columns.seqAt(index);
  const note = model.marks.get(seq);
  return [...verdicts, span(note === undefined ? ' ' : glyphs.mark, 'accent')];
}

function sign(weight: Weight, glyphs: Glyphs): [string, Span['tone']] {
  switch (weight) {
    case 'error':
      return [glyphs.error, 'error'];
    case 'warning':
      return [glyphs.warning, 'warning'];
    case 'note':
      return [glyphs.note, 'note'];
    case 'follows':
      return [glyphs.follows, 'faint'];
    case 'none':
      return [' ', 'plain'];
  }
}

/** Number and time. */
function stand({ session, index }: RowParts, isWide: boolean): readonly Span[] {
  const { columns } = session;
  const digits = Math.max(3, String(columns.seqAt(session.length - 1)).length);
  const seq = String(columns.seqAt(index)).padStart(digits);
  return [span(seq, 'faint'), span(' '), span(timeText(columns.timeAt(index), isWide), 'faint'), span(' ')];
}

function timeText(ns: number, isWide: boolean): string {
  const digits = isWide ? 6 : 4;
  if (Number.isNaN(ns)) return ' '.repeat(digits + 5);
  const seconds = ns / 1e9;
  const text = seconds < 10_000 ? `${seconds.toFixed(digits)}s` : `${seconds.toFixed(Math.max(0, digits - 3))}s`;
  return text.padStart(digits + 5);
}

/** What belongs together: chains of More, and the records about the same extent or tag as the one under the cursor. */
function gutter({ session, index, subject, current, model, glyphs }: RowParts): Span {
  const { columns } = session;
  const chain = chainSign(columns.moreAt(index), index > 0 ? columns.moreAt(index - 1) : 'none', glyphs);
  if (chain !== ' ') return span(chain, 'accent');
  const isRelated = current !== null && (index === model.cursor || related(current, subject));
  return span(isRelated && current.ranges.length + current.tags.length > 0 ? '•' : ' ', 'accent');
}

function chainSign(own: MoreLink, before: MoreLink, glyphs: Glyphs): string {
  if (own !== 'none') return before === 'none' ? glyphs.chainStart : glyphs.chainMiddle;
  return before !== 'none' ? glyphs.chainEnd : ' ';
}
