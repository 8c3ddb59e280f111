import { hexNumber } from '../base/hex.js';
import { sizeText } from '../base/units.js';
import type { DeviceState } from '../device/state.js';
import { type Block, blockMap, cellsTouched } from './block-map.js';
import { fitted } from './cells.js';
import type { Rect } from './layout.js';
import type { View } from './lens.js';
import { type Model, viewOf } from './model.js';
import { type PaneContent, paneRow, type Row, windowed } from './pane.js';
import type { ChangedRow } from './state-rows.js';
import { fitLine, type Line, line, type Span, span, type Tone } from './text.js';
import type { Glyphs } from './theme.js';

/** The device at this record: its regions as a map, why it answers so, what changed, and all it holds. */
export function statePane(model: Model, rect: Rect, glyphs: Glyphs): PaneContent {
  const view = viewOf(model);
  if (view === null || view.after === null)
    return { lines: [line(span('  not played yet', 'faint'))], targets: [null], place: '' };
  const room = rect.rows - 1;
  const top: Row[] = [
    ...mapLines(view, view.after, rect.columns, Math.max(1, Math.floor(room / 4)), glyphs),
    ...view.reasons.map(({ range, text, isOdd }) =>
      line(
        span(isOdd ? `${glyphs.warning} ` : '  ', 'warning'),
        span(`${range} `, 'strong'),
        span(text, isOdd ? 'warning' : 'plain'),
      ),
    ),
  ].map((one) => paneRow(one));
  const rows = [...top, ...changedRows(view, model, rect.columns), ...listRows(view, model, rect.columns)];
  const selected = model.focus === 'state' ? model.fact : -1;
  const device = deviceName(view);
  return windowed(rows, room, selected, `${device}after #${view.event.seq}`);
}

function deviceName({ moment, after }: View): string {
  const many = (moment?.played.machine.states.length ?? 1) > 1;
  return many && after !== null ? `${after.config.qomPath.split('/').at(-1)} ` : '';
}

const SIGNS: Readonly<Record<ChangedRow['change'], readonly [string, Tone]>> = {
  same: [' ', 'plain'],
  added: ['+', 'added'],
  removed: ['-', 'removed'],
  changed: ['~', 'warning'],
};

/** What this record changed, on top: the lists below are long. */
function changedRows({ state }: View, model: Model, columns: number): readonly Row[] {
  return state.flatMap((one, index) => {
    if (one.change === 'same') return [];
    const [sign, tone] = SIGNS[one.change];
    const was = one.was === null ? '' : `  (was: ${one.was})`;
    const drawn = line(
      span(`${sign} `, tone),
      span(`${sectionWord(one.section)} `, 'faint'),
      span(one.text + was, tone),
    );
    return [paneRow(selectable(drawn, index, model, columns), index)];
  });
}

const sectionWord = (section: string): string => section.replace(/^pending.*/, 'pending');

/** Everything that did not change, by section. */
function listRows({ state }: View, model: Model, columns: number): readonly Row[] {
  const rows: Row[] = [];
  let section = '';
  state.forEach((one, index) => {
    if (one.change !== 'same') return;
    if (one.section !== section) rows.push(paneRow(line(span(one.section, 'title'))));
    section = one.section;
    const drawn = line(span('  '), span(one.text, one.isBad ? 'error' : 'plain'));
    rows.push(paneRow(selectable(drawn, index, model, columns), index));
  });
  return rows;
}

const selectable = (drawn: Line, index: number, model: Model, columns: number): Line =>
  index === model.fact && model.focus === 'state' ? { ...fitLine(drawn, columns), cursor: 'strong' } : drawn;

/** Each region in a row, its blocks as cells; what the record names is lit. Full and free ones are left out where there are many. */
function mapLines(view: View, state: DeviceState, columns: number, rowsMax: number, glyphs: Glyphs): readonly Line[] {
  const { dynamicCapacity } = state;
  const { regions } = dynamicCapacity;
  const signs: Readonly<Record<Block, readonly [string, Tone]>> = {
    free: [glyphs.free, 'faint'],
    pending: [glyphs.pending, 'warning'],
    accepted: [glyphs.accepted, 'good'],
    mixed: [glyphs.mixed, 'accent'],
  };
  const isNamed = (index: number) =>
    view.subject.ranges.some((range) => cellsTouched(regions[index] as (typeof regions)[number], range, 1) !== null);
  const order = regions.map((_, index) => index);
  const shown =
    regions.length <= rowsMax
      ? order
      : [...order.filter(isNamed), ...order.filter((index) => !isNamed(index))].slice(0, rowsMax).sort((a, b) => a - b);
  return shown.map((index) => {
    const region = regions[index] as (typeof regions)[number];
    const name = `region ${index} ${hexNumber(region.baseDpa)} ${sizeText(region.lengthBytes)} `;
    const cells = Math.max(8, Math.min(256, columns - name.length - 1));
    const blocks = blockMap(dynamicCapacity, region, cells);
    const lit = new Set<number>();
    for (const range of view.subject.ranges) {
      const touched = cellsTouched(region, range, cells);
      for (let cell = touched?.[0] ?? 1; cell <= (touched?.[1] ?? 0); cell++) lit.add(cell);
    }
    const spans: Span[] = blocks.map((block, cell) => ({
      ...span(...signs[block]),
      ...(lit.has(cell) && { isHot: true as const }),
    }));
    return line(span(fitted(name, name.length), 'faint'), ...merged(spans));
  });
}

/** Neighbours that look alike are one piece of text. */
function merged(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const one of spans) {
    const last = found.at(-1);
    if (last !== undefined && last.tone === one.tone && last.isHot === one.isHot)
      found[found.length - 1] = { ...last, text: last.text + one.text };
    else found.push(one);
  }
  return found;
}
