import type { DecodedRow, Side } from './decoded-rows.js';
import type { Rect } from './layout.js';
import type { View } from './lens.js';
import { type Model, viewOf } from './model.js';
import { type PaneContent, paneRow, type Row, windowed } from './pane.js';
import { line, type Span, span } from './text.js';
import type { Glyphs } from './theme.js';

/** So many columns 16 bytes a row take, with offset and text. */
const WIDE_COLUMNS = 76;

/** The bytes of request and answer; those of the field under the cursor, and those that differ, stand out. */
export function hexPane(model: Model, rect: Rect, _glyphs: Glyphs): PaneContent {
  const view = viewOf(model);
  if (view === null) return { lines: [], targets: [], place: '' };
  const selected = view.decoded[model.field];
  const perRow = rect.columns >= WIDE_COLUMNS ? 16 : 8;
  const sides = payloadsOf(view);
  const rows = sides.flatMap(({ side, name, bytes, replayed }) => [
    paneRow(line(span(`${name} `, 'title'), span(`${bytes.length} bytes`, 'faint'))),
    ...hexRows(view, side, bytes, replayed, selected, perRow),
  ]);
  if (rows.length === 0)
    return { lines: [line(span('  This record has no payload.', 'faint'))], targets: [null], place: '' };
  const place = selected?.bytes ? `${selected.path}  ${selected.bytes.offset}+${selected.bytes.size}` : '';
  return windowed(rows, rect.rows - 1, model.field, place);
}

interface Payload {
  readonly side: Side;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the engine answered, where it is something else. */
  readonly replayed: Uint8Array | null;
}

function payloadsOf({ event, moment }: View): readonly Payload[] {
  if (event.kind !== 'mailbox') return [];
  const { output = null, verdict } = moment?.played.comparison ?? {};
  const engine = output?.kind === 'mailbox' ? output.response : null;
  const response = event.answer?.response ?? engine ?? new Uint8Array();
  const replayed = verdict === 'differs' && event.answer?.response !== undefined ? engine : null;
  return [
    { side: 'request' as const, name: 'Request', bytes: event.request, replayed: null },
    { side: 'response' as const, name: 'Answer', bytes: response, replayed },
  ].filter(({ bytes }) => bytes.length > 0);
}

function hexRows(
  view: View,
  side: Side,
  bytes: Uint8Array,
  replayed: Uint8Array | null,
  selected: DecodedRow | undefined,
  perRow: number,
): readonly Row[] {
  const field = selected?.side === side ? selected.bytes : null;
  const isHot = (at: number) => field !== null && at >= field.offset && at < field.offset + field.size;
  const isOther = (at: number) => replayed !== null && replayed[at] !== bytes[at];
  const rows: Row[] = [];
  for (let start = 0; start < bytes.length; start += perRow) {
    const hex: Span[] = [];
    const text: Span[] = [];
    for (let at = start; at < Math.min(bytes.length, start + perRow); at++) {
      const byte = bytes[at] as number;
      const tone = isOther(at) ? 'error' : byte === 0 ? 'faint' : 'plain';
      const hot = isHot(at) && { isHot: true as const };
      hex.push({ ...span(byte.toString(16).padStart(2, '0'), tone), ...hot });
      // The gap belongs to the field where it goes on.
      hex.push({ ...span(' '), ...(isHot(at) && isHot(at + 1) && at + 1 < start + perRow && hot) });
      text.push({ ...span(byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.', tone), ...hot });
    }
    const pad = ' '.repeat(3 * (perRow - text.length) + 1);
    const offset = span(`${start.toString(16).padStart(4, '0')}  `, 'faint');
    rows.push(paneRow(line(offset, ...hex, span(pad), ...text), fieldAt(view, side, field, start, perRow)));
    if (replayed !== null && [...text.keys()].some((index) => isOther(start + index)))
      rows.push(paneRow(engineRow(replayed, bytes, start, perRow)));
  }
  return rows;
}

/** The row of the engine's bytes below one that differs. */
function engineRow(replayed: Uint8Array, bytes: Uint8Array, start: number, perRow: number) {
  const spans: Span[] = [];
  for (let at = start; at < start + perRow; at++) {
    const byte = replayed[at];
    const text = byte === undefined ? (bytes[at] === undefined ? '  ' : '--') : byte.toString(16).padStart(2, '0');
    spans.push(span(`${byte === bytes[at] ? '  ' : text} `, 'replayed'));
  }
  return line(span('eng.  ', 'replayed'), ...spans);
}

/** The field that a click on the row selects: the one under the cursor where it is there, else the row's first. */
function fieldAt(view: View, side: Side, field: DecodedRow['bytes'], start: number, perRow: number): number {
  const isHere = field !== null && field.offset < start + perRow && field.offset + field.size > start;
  const wanted = isHere ? field.offset : start;
  return view.decoded.findIndex(
    (row) => row.side === side && row.bytes !== null && row.bytes.offset + row.bytes.size > wanted,
  );
}
