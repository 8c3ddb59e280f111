import { printable } from '../base/issue.js';
import { specText } from '../base/spec.js';
import { causeText } from '../divergence/cause.js';
import type { Divergence, DivergenceKind } from '../divergence/divergence.js';
import { divergenceKinds } from '../divergence/index.js';
import type { Rect } from './layout.js';
import { linesText } from './legend.js';
import { type Model, sourceOf, trackOf } from './model.js';
import { type PaneContent, paneRow, type Row } from './pane.js';
import { severitySign } from './severity-sign.js';
import { justified, type Line, line, span, type Tone, wrapped } from './text.js';
import type { Glyphs } from './theme.js';
import type { Track } from './track.js';

/** With fewer rows only the selected divergence is shown. */
const LIST_FROM = 9;

/** Where trace and device part, the worst first; the selected one with its explanation. */
export function divergencesPane(model: Model, rect: Rect, glyphs: Glyphs): PaneContent {
  const track = trackOf(model);
  const room = rect.rows - 1;
  const causes = track === null ? [] : track.causes;
  if (track === null || causes.length === 0) return { ...nothing(track), place: '' };
  const selected = Math.min(model.divergence, causes.length - 1);
  const chosen = causes[selected] as Divergence;
  const head = (index: number) =>
    headLine(causes[index] as Divergence, index === selected, model, rect.columns, glyphs);
  const details = detailLines(chosen, model, track, rect.columns).map((one) => paneRow(one, selected));
  const isList = room >= LIST_FROM;
  const first = isList ? Math.max(0, selected - 2) : selected;
  const rows: Row[] = [];
  for (let index = first; index <= selected; index++) rows.push(paneRow(head(index), index));
  rows.push(...details);
  // The list goes on below the explanation, which leaves some of it in sight.
  const below = isList ? Math.min(causes.length - selected - 1, Math.max(2, Math.floor(room / 4))) : 0;
  const kept = rows.slice(0, Math.max(1, room - below));
  if (kept.length < rows.length && kept.length > 2)
    kept[kept.length - 1] = paneRow(line(span(`  ${glyphs.ellipsis} ${moreHint(model)}`, 'note')), selected);
  for (let index = selected + 1; index < causes.length && kept.length < room && isList; index++)
    kept.push(paneRow(head(index), index));
  return {
    lines: kept.map((one) => one.line),
    targets: kept.map(({ target }) => target),
    place: `${selected + 1} of ${causes.length}`,
  };
}

/** How to see the rest of an explanation. */
const moreHint = ({ focus, zoomed }: Model): string =>
  zoomed !== null
    ? 'the terminal is too small for the rest'
    : focus === 'divergences'
      ? 'z shows all of it'
      : '5 and z show all of it';

function nothing(track: Track | null) {
  const result = track?.result ?? null;
  const text =
    result === null
      ? 'None so far.'
      : result.compared === 0
        ? 'None: the trace shows no answer of the device to compare.'
        : 'None: trace and device agree in all that is compared.';
  return {
    lines: [line(span(`  ${text}`, result === null || result.compared === 0 ? 'faint' : 'good'))],
    targets: [null],
  };
}

function headLine(one: Divergence, isSelected: boolean, model: Model, columns: number, glyphs: Glyphs): Line {
  const left = [
    span(`${severitySign(one.severity, glyphs)} `, one.severity),
    span(`#${one.seq} `, 'faint'),
    span(one.code, one.severity),
    span(`  ${one.event}`, isSelected ? 'strong' : 'plain'),
  ];
  const session = sourceOf(model)?.session;
  const whole = justified(left, session === undefined ? [] : [span(linesText(session, one), 'faint')], columns);
  return isSelected ? { ...whole, cursor: model.focus === 'divergences' ? 'strong' : 'weak' } : whole;
}

/** What it is, how it came to it, why it matters, what it may come from, and where that is written. */
function detailLines(one: Divergence, model: Model, track: Track, columns: number): readonly Line[] {
  const kind = divergenceKinds.find(({ code }) => code === one.code);
  const text = (tone: Tone, words: string, first = '  ', rest = '  ') =>
    wrapped(words, columns - rest.length).map((part, index) => line(span((index === 0 ? first : rest) + part, tone)));
  const session = sourceOf(model)?.session;
  const labelled = (parts: readonly Labelled[]) =>
    parts.flatMap(([label, words, tone]) => text(tone, words, `  ${label}: `.padEnd(LABEL), ' '.repeat(LABEL)));
  const causes = causesOf(one, kind);
  const following = track.divergences.filter(({ followsFrom }) => followsFrom === one.seq);
  return [
    ...text('plain', printable(one.message, 1000)),
    ...(one.excerpt === undefined ? [] : excerptLines(one)),
    // What decides comes first: on a small screen it is all that is seen.
    ...labelled(causes.filter(([label]) => label === 'fits')),
    ...(one.story ?? []).flatMap((told) => {
      const place = session === undefined ? '' : ` ${linesText(session, told)}`;
      return text('faint', `#${told.seq}${place} ${told.who} ${printable(told.what, 300)}`, '  • ', '    ');
    }),
    ...text('plain', one.because),
    ...labelled(causes.filter(([label]) => label !== 'fits')),
    ...labelled((kind?.lookAt ?? []).map((look) => ['look at', look, 'faint'])),
    ...text('field', one.spec.map(specText).join(', ')),
    ...(following.length === 0 ? [] : text('faint', followingText(following), '  ▸ ', '    ')),
  ];
}

type Labelled = readonly [label: string, words: string, tone: Tone];

const LABEL = '  look at: '.length;

/** What it may come from: what the trace speaks for, then what it leaves open, then what it rules out. */
function causesOf({ weighed = [] }: Divergence, kind: DivergenceKind | undefined): readonly Labelled[] {
  const decided = new Set(weighed.map((one) => one.text));
  const open = (kind?.causes ?? []).map(causeText).filter((cause) => !decided.has(cause));
  const said = (isFit: boolean) => weighed.filter((one) => one.fits === isFit).map((one) => `${one.text}; ${one.why}`);
  return [
    ...said(true).map((words): Labelled => ['fits', words, 'good']),
    ...open.map((words): Labelled => ['may be', words, 'faint']),
    ...said(false).map((words): Labelled => ['not', words, 'faint']),
  ];
}

function followingText(following: readonly Divergence[]): string {
  const named = following.slice(0, 4).map(({ seq, path }) => `#${seq} ${path}`);
  return `from this follow ${following.length}: ${named.join(', ')}${following.length > 4 ? ' …' : ''}`;
}

function excerptLines({ excerpt }: Divergence): readonly Line[] {
  if (excerpt === undefined) return [];
  const row = (name: 'recorded' | 'replayed') => {
    const other = name === 'recorded' ? excerpt.replayed : excerpt.recorded;
    const bytes = [...excerpt[name]].flatMap((byte, index) => [
      span(byte.toString(16).padStart(2, '0'), byte === other[index] ? 'faint' : name),
      span(' '),
    ]);
    return line(span(`  ${name} ${excerpt.offsetBytes.toString(16).padStart(4, '0')}  `, 'faint'), ...bytes);
  };
  return [row('recorded'), row('replayed')];
}
