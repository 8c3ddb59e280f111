/** The parts of the screen that show one thing each. */
export type PaneName = 'timeline' | 'decoded' | 'hex' | 'state' | 'divergences';

export const PANES: readonly PaneName[] = ['timeline', 'decoded', 'hex', 'state', 'divergences'];

/** A pane's place: `top` is the row of its title, its content is below. Rows and columns count from 0. */
export interface Rect {
  readonly pane: PaneName;
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  /** With the title's row. */
  readonly rows: number;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Rows above and below the panes: the head line, and the message and key lines. */
export const HEAD_ROWS = 1;
export const FOOT_ROWS = 2;
/** Eight bytes a row, with offset and text. */
const HEX_COLUMNS = 40;

/** How much there is to show; what a short list leaves is the other's. */
export interface Content {
  /** Rows of the timeline; without end while more is read. */
  readonly records: number;
  /** Whether the list of divergences will stay empty. */
  readonly isClean: boolean;
}

/** A list without divergences: its title and a line. */
const CLEAN_ROWS = 2;

/** Where the panes are. On a small screen the lower place shows `shown`, one of those that have no place of their own. */
export function layOut(size: Size, shown: PaneName, zoomed: PaneName | null, content: Content): readonly Rect[] {
  const rows = Math.max(6, size.rows - HEAD_ROWS - FOOT_ROWS);
  const whole: Rect = { pane: 'timeline', left: 0, top: HEAD_ROWS, columns: size.columns, rows };
  if (zoomed !== null) return [{ ...whole, pane: zoomed }];
  if (size.columns >= 180 && rows >= 30) return threeColumns(whole, content);
  return size.columns >= 110 && rows >= 24 ? twoColumns(whole, shown, content) : oneColumn(whole, shown, content);
}

/** What takes the lower place where a pane is wanted that has a place of its own. */
const lowerOf = (shown: PaneName, others: readonly PaneName[], fallback: PaneName): PaneName =>
  others.includes(shown) ? shown : fallback;

/** How many rows the timeline gets where it and the list of divergences share some. */
function timelineRows(rows: number, share: number, { records, isClean }: Content): number {
  if (isClean) return rows - CLEAN_ROWS;
  return Math.min(Math.floor(rows * share), Math.max(4, records + 1));
}

function oneColumn(whole: Rect, shown: PaneName, content: Content): readonly Rect[] {
  const hasStrip = whole.rows >= 16;
  const usual = hasStrip ? Math.min(10, Math.max(5, Math.floor(whole.rows * 0.3))) : 0;
  const upper = usual + Math.max(4, Math.floor((whole.rows - usual) * 0.5));
  const timeline = hasStrip ? timelineRows(upper, 1 - usual / upper, content) : upper;
  const strip = upper - timeline;
  const lower = whole.rows - strip - timeline;
  const pane = lowerOf(
    shown,
    strip > 0 ? ['decoded', 'hex', 'state'] : ['decoded', 'hex', 'state', 'divergences'],
    'state',
  );
  return [
    { ...whole, rows: timeline },
    ...(strip > 0 ? [{ ...whole, pane: 'divergences' as const, top: whole.top + timeline, rows: strip }] : []),
    { ...whole, pane, top: whole.top + timeline + strip, rows: lower },
  ];
}

function twoColumns(whole: Rect, shown: PaneName, content: Content): readonly Rect[] {
  const left = Math.floor(whole.columns * 0.56);
  const right = { left: left + 1, columns: whole.columns - left - 1 };
  const upper = timelineRows(whole.rows, 0.58, content);
  const pane = lowerOf(shown, ['decoded', 'hex'], 'decoded');
  return [
    { ...whole, columns: left, rows: upper },
    { ...whole, pane: 'divergences', columns: left, top: whole.top + upper, rows: whole.rows - upper },
    { ...whole, ...right, pane, rows: Math.floor(whole.rows * 0.5) },
    {
      ...whole,
      ...right,
      pane: 'state',
      top: whole.top + Math.floor(whole.rows * 0.5),
      rows: whole.rows - Math.floor(whole.rows * 0.5),
    },
  ];
}

/** Timeline and divergences left; right the record's fields over the whole width, its bytes and the device below. */
function threeColumns(whole: Rect, content: Content): readonly Rect[] {
  const left = Math.floor(whole.columns * 0.42);
  const upper = timelineRows(whole.rows, 0.6, content);
  const right = { left: left + 1, columns: whole.columns - left - 1 };
  const fields = Math.floor(whole.rows * 0.5);
  const below = { top: whole.top + fields, rows: whole.rows - fields };
  const bytes = Math.max(HEX_COLUMNS, Math.floor(right.columns * 0.36));
  return [
    { ...whole, columns: left, rows: upper },
    { ...whole, pane: 'divergences', columns: left, top: whole.top + upper, rows: whole.rows - upper },
    { ...whole, ...right, pane: 'decoded', rows: fields },
    { ...whole, ...below, left: right.left, columns: right.columns - bytes - 1, pane: 'state' },
    { ...whole, ...below, left: right.left + right.columns - bytes, columns: bytes, pane: 'hex' },
  ];
}
