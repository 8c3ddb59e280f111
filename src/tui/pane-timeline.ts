import { cut } from './cells.js';
import { foldOf } from './folds.js';
import type { Rect } from './layout.js';
import { letterOf, sourceTone } from './legend.js';
import type { Lens, RowView } from './lens.js';
import { noteAt } from './marks.js';
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
      : `${rowOfIndex(model, model.cursor) + 1} of ${count}${count === total ? '' : unseen(model, total - count)}`;
  if (source === null || track === null || count === 0) return { ...emptyTimeline(model), place };
  const { session, lens } = source;
  const current = viewOf(model)?.subject ?? null;
  const rows: Row[] = [];
  for (let row = model.top; row < Math.min(count, model.top + room); row++) {
    const index = indexOfRow(model, row);
    const drawn = lens.row(track, index);
    if (drawn !== null) rows.push({ index, ...drawn });
  }
  const bonds = bondsOf(
    rows,
    rows.map(({ index }) => index),
    model.cursor,
    current,
  );
  const shared = {
    model,
    session,
    lens,
    glyphs,
    columns: rect.columns,
    nameColumns: nameColumnsOf(rows, rect.columns),
    // Written traces have no times: their column would be empty.
    hasTimes: rows.some(({ event }) => event.timeNs !== null),
    lineDigits: String(Math.max(0, ...rows.map(({ event }) => event.line))).length,
    hasDevices: rows.some(({ device }) => device !== null),
  };
  const lines = rows.map((row, at) => rowLine({ ...row, ...shared, bond: bonds[at] ?? 'none' }));
  return { lines, targets: rows.map(({ index }) => index), place };
}

const unseen = ({ filter }: Model, count: number): string =>
  filter?.test ? ` (${count} do not pass the filter)` : ` (${count} folded)`;

interface Row extends RowView {
  readonly index: number;
}

function emptyTimeline(model: Model): { readonly lines: readonly Line[]; readonly targets: readonly null[] } {
  const session = sourceOf(model)?.session;
  const isReading = session?.progress.isDone === false;
  const texts = isReading
    ? [model.isTailing ? 'waiting for records…' : 'reading…']
    : ['No record passes the filter.', 'esc shows all records again, & changes the filter.'];
  return { lines: texts.map((text) => line(span(`  ${text}`, 'faint'))), targets: texts.map(() => null) };
}

interface RowParts extends Row {
  readonly model: Model;
  readonly session: Session;
  readonly lens: Lens;
  readonly bond: Bond;
  readonly columns: number;
  readonly nameColumns: number;
  readonly hasTimes: boolean;
  readonly lineDigits: number;
  readonly hasDevices: boolean;
  readonly glyphs: Glyphs;
}

/** From so many columns on names are written in full. */
const WIDE = 96;

function rowLine(parts: RowParts): Line {
  const { model, index, event, brief, columns, nameColumns } = parts;
  const isWide = columns >= WIDE;
  const name = nameIn(columns, brief.what);
  const head = [
    ...signs(parts),
    ...fileSign(parts),
    ...deviceSign(parts),
    ...stand(parts, isWide),
    ...gutter(parts),
    foldSign(parts),
  ];
  const isPlain = brief.about === '' && brief.outcome === '';
  const what = isPlain
    ? [span(name, brief.tone)]
    : [span(brief.about === '' ? name : fitTo(name, nameColumns), 'plain'), span(' '), span(brief.about, 'faint')];
  const outcome = brief.outcome === '' ? [] : [span(cut(brief.outcome, isWide ? 28 : 18), brief.tone)];
  const isHit = model.search?.test?.(event) ?? false;
  const left = isHit ? [...head, ...what.map((one): Span => ({ ...one, tone: 'accent' }))] : [...head, ...what];
  const whole = justified(left, [...foldSpans(parts), ...outcome], columns);
  if (index !== model.cursor) return whole;
  return { ...fitLine(whole, columns), cursor: model.focus === 'timeline' ? 'strong' : 'weak' };
}

const nameIn = (columns: number, name: string): string =>
  columns >= WIDE ? name : name.replace('Dynamic Capacity', 'DC').replace('dynamic-capacity', 'dc');

/** As many columns as the names in sight need, so that there is room for what they are about. */
function nameColumnsOf(rows: readonly RowView[], columns: number): number {
  const named = rows.filter(({ brief }) => brief.about !== '' || brief.outcome !== '');
  const widest = Math.max(10, ...named.map(({ brief }) => nameIn(columns, brief.what).length));
  return Math.min(widest, Math.floor(columns * 0.36));
}

/** Of which file the record is, where there are several. */
function fileSign({ session, index }: RowParts): readonly Span[] {
  const file = session.columns.fileAt(index);
  return session.columns.files.length < 2
    ? []
    : [span(file < 0 ? '  ' : `${letterOf(file)} `, sourceTone(Math.max(0, file)))];
}

/** Which device it went to, where there are several: by its place in the trace, from 0. */
function deviceSign({ device, hasDevices }: RowParts): readonly Span[] {
  if (!hasDevices) return [];
  return [device === null ? span('  ') : span(`${device} `, sourceTone(device))];
}

/** Whether records that only follow from this one are folded away below it, or shown. */
function foldSign({ model, session, index, glyphs }: RowParts): Span {
  const fold = foldOf(model, session.columns.seqAt(index));
  return fold === null ? span(' ') : span(fold.isOpen ? glyphs.unfolded : glyphs.folded, 'note');
}

/** How many are folded away; where the row itself says that all is well, refusals among them are told. */
function foldSpans({ model, session, lens, index, brief }: RowParts): readonly Span[] {
  const fold = foldOf(model, session.columns.seqAt(index));
  const track = trackOf(model);
  if (fold === null || fold.isOpen || track === null) return [];
  if (brief.tone !== 'good') return [span(`+${fold.count}  `, 'note')];
  const refused = fold.first.filter((place) => lens.row(track, place)?.brief.tone === 'error').length;
  if (refused === 0) return [span(`+${fold.count}  `, 'note')];
  return [span(`+${fold.count}${refused < fold.count ? `, ${refused}` : ''} refused  `, 'error')];
}

const fitTo = (text: string, columns: number): string => cut(text, columns).padEnd(columns);

/** How the record fared against each profile, and whether it is marked. */
function signs({ model, session, index, glyphs }: RowParts): readonly Span[] {
  const verdicts = session.tracks.map((track) => span(...sign(track.weightAt(index), glyphs)));
  const note = noteAt(model, index);
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

/** Number, line where it is asked for, and time. */
function stand({ model, session, index, hasTimes, lineDigits }: RowParts, isWide: boolean): readonly Span[] {
  const { columns } = session;
  const digits = Math.max(3, String(columns.seqAt(session.length - 1)).length);
  const number = String(columns.seqAt(index)).padStart(digits);
  const seq = model.showsLines ? `${number} :${String(columns.lineAt(index)).padEnd(lineDigits)}` : number;
  if (!hasTimes) return [span(`${seq}  `, 'faint')];
  return [span(seq, 'faint'), span(' '), span(timeText(columns.timeAt(index), isWide), 'faint'), span(' ')];
}

function timeText(ns: number, isWide: boolean): string {
  const digits = isWide ? 6 : 4;
  if (Number.isNaN(ns)) return ' '.repeat(digits + 5);
  const seconds = ns / 1e9;
  const text = seconds < 10_000 ? `${seconds.toFixed(digits)}s` : `${seconds.toFixed(Math.max(0, digits - 3))}s`;
  return text.padStart(digits + 5);
}

/** What belongs together: the records about the extents and tags of the one under the cursor, and chains of More. */
function gutter({ session, index, bond, glyphs }: RowParts): readonly Span[] {
  const { columns } = session;
  const chain = chainSign(columns.moreAt(index), index > 0 ? columns.moreAt(index - 1) : 'none', glyphs);
  const bonds = { none: ' ', own: '•', related: glyphs.related, between: glyphs.between };
  return [span(bonds[bond], bond === 'between' ? 'rule' : 'accent'), span(chain, 'accent')];
}

/** How a row stands to what the record under the cursor is about. */
type Bond = 'none' | 'own' | 'related' | 'between';

/** The rows in sight that are about the same are drawn together, from the first to the last. */
function bondsOf(
  rows: readonly RowView[],
  indexes: readonly number[],
  cursor: number,
  current: Subject | null,
): readonly Bond[] {
  if (current === null || current.ranges.length + current.tags.length === 0) return rows.map(() => 'none');
  const are = rows.map(({ subject }, at) => indexes[at] === cursor || related(current, subject));
  const [first, last] = [are.indexOf(true), are.lastIndexOf(true)];
  return are.map((isRelated, at) => {
    if (indexes[at] === cursor) return 'own';
    if (isRelated) return 'related';
    return at > first && at < last ? 'between' : 'none';
  });
}

function chainSign(own: MoreLink, before: MoreLink, glyphs: Glyphs): string {
  if (own !== 'none') return before === 'none' ? glyphs.chainStart : glyphs.chainMiddle;
  return before !== 'none' ? glyphs.chainEnd : ' ';
}
