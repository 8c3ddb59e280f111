import type { Rect } from './layout.js';
import type { View } from './lens.js';
import { type Model, viewOf } from './model.js';
import { type PaneContent, paneRow, type Row, windowed } from './pane.js';
import { regionMap } from './region-map.js';
import type { ChangedRow } from './state-rows.js';
import { fitLine, type Line, line, lineText, span, type Tone, wrapped } from './text.js';
import type { Glyphs } from './theme.js';
import type { Reason } from './why.js';

/** The device at this record: its regions as a map, why it answers so, what changed, and all it holds. */
export function statePane(model: Model, rect: Rect, glyphs: Glyphs): PaneContent {
  const view = viewOf(model);
  if (view === null || view.after === null)
    return { lines: [line(span('  not played yet', 'faint'))], targets: [null], place: '' };
  const room = rect.rows - 1;
  const top = [
    ...regionMap(view, view.after, rect.columns, Math.max(1, Math.floor(room / 4)), glyphs),
    ...view.reasons.flatMap((reason) => reasonLines(reason, rect.columns, glyphs)),
  ].map((one): Row => paneRow(one));
  const rows = [...top, ...changedRows(view, model, rect.columns), ...listRows(view, model, rect.columns)];
  const selected = model.focus === 'state' ? model.fact : -1;
  const device = deviceName(view);
  return windowed(rows, room, selected, `${device}after #${view.event.seq}`);
}

/** Why the record is answered so: never cut. */
function reasonLines({ range, text, isOdd }: Reason, columns: number, glyphs: Glyphs): readonly Line[] {
  const tone: Tone = isOdd ? 'warning' : 'plain';
  const [first = '', ...rest] = wrapped(`${range} ${text}`, columns - 4);
  const told = first.startsWith(range)
    ? [span(range, 'strong'), span(first.slice(range.length), tone)]
    : [span(first, tone)];
  return [
    line(span(isOdd ? `${glyphs.warning} ` : '  ', 'warning'), ...told),
    ...rest.map((part) => line(span('    '), span(part, tone))),
  ];
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
    return selectable(drawn, index, model, columns, one.isBad);
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
    rows.push(...selectable(drawn, index, model, columns, one.isBad));
  });
  return rows;
}

/** A row that can be selected; the selected one, and one that tells of a disaster, is shown whole. */
function selectable(drawn: Line, index: number, model: Model, columns: number, isBad = false): readonly Row[] {
  const isSelected = index === model.fact && model.focus === 'state';
  if (!isSelected && !isBad) return [paneRow(drawn, index)];
  const text = lineText(drawn);
  const [first = '', ...rest] = wrapped(text.trimStart(), columns - INDENT);
  const lead = text.length - text.trimStart().length;
  if (rest.length === 0) return [paneRow(isSelected ? { ...fitLine(drawn, columns), cursor: 'strong' } : drawn, index)];
  const tone = drawn.spans.at(-1)?.tone ?? 'plain';
  const more = rest.map((part) => paneRow(line(span(' '.repeat(INDENT)), span(part, tone)), index));
  const begun = fitLine(beginning(drawn, lead + first.length), columns);
  return [paneRow(isSelected ? { ...begun, cursor: 'strong' } : begun, index), ...more];
}

const INDENT = 4;

/** So many characters of a line. */
function beginning({ spans }: Line, length: number): Line {
  let left = length;
  return {
    spans: spans.map((one) => {
      const text = one.text.slice(0, Math.max(0, left));
      left -= one.text.length;
      return { ...one, text };
    }),
  };
}
