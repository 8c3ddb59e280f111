import { printable } from '../base/issue.js';
import { cellsOf } from './cells.js';
import { legend, sourceTone } from './legend.js';
import { isEmpty, type Model, sourceOf, trackOf } from './model.js';
import { EMPTY_LINE, justified, type Line, type Span, span } from './text.js';
import type { Glyphs } from './theme.js';
import type { Track } from './track.js';

/** File, profile, how much there is and what was found: the verdict is on every screen, the rest where there is room. */
export function headLine(model: Model, glyphs: Glyphs): Line {
  const session = sourceOf(model)?.session;
  const track = trackOf(model);
  if (session === undefined || track === null) return EMPTY_LINE;
  const { columns } = model.size;
  const right = [...progressSpans(model), ...verdictSpans(model, track, glyphs), span(' ')];
  const names =
    session.columns.files.length > 1
      ? legend(session, Math.floor(columns * 0.5))
      : [span(fileName(session.name), 'strong')];
  const more: readonly (readonly Span[])[] = [
    model.sources.length > 1 ? [span(` (${model.active + 1} of ${model.sources.length}, s next)`, 'faint')] : [],
    track.profile === null ? [] : [span(`  ${track.profile.name}`, 'accent')],
    session.length === 0 ? [] : [span(`  ${session.length} records`, 'faint')],
    deviceNames(track),
  ];
  const first = [span(' cxltrace ', 'title'), ...names];
  return justified([...first, ...fitting(more, columns - widthOf([...first, ...right]) - 1)], right, columns);
}

/** What the numbers of the timeline stand for, where there are several devices. */
function deviceNames({ start }: Track): readonly Span[] {
  if (start === null || start.states.length < 2) return [];
  return start.states.map(({ device }, index) =>
    span(`  ${index} ${printable(device.config.qomPath.split('/').at(-1) ?? '', 30)}`, sourceTone(index)),
  );
}

const widthOf = (spans: readonly Span[]): number => spans.reduce((sum, { text }) => sum + cellsOf(text), 0);

/** The parts that fit as they are: half a word is worth nothing. */
function fitting(parts: readonly (readonly Span[])[], room: number): readonly Span[] {
  let left = room;
  return parts.flatMap((part) => {
    const width = widthOf(part);
    if (width > left) return [];
    left -= width;
    return part;
  });
}

/** What was found, as many of each kind as the list has. */
function verdictSpans(model: Model, { counts, causes }: Track, glyphs: Glyphs): readonly Span[] {
  const session = sourceOf(model)?.session;
  if (isEmpty(model)) return [span('nothing to show', 'warning')];
  const { error, warning } = counts;
  const notes = causes.length - causes.findLastIndex(({ severity }) => severity !== 'note') - 1;
  const unread = session?.issueCount ?? 0;
  return [
    error > 0
      ? span(`${glyphs.error} ${error} error${error === 1 ? '' : 's'}`, 'error')
      : span(session?.progress.isDone === true ? 'no error' : 'no error so far', 'good'),
    ...(warning > 0 ? [span(`  ${glyphs.warning} ${warning}`, 'warning')] : []),
    ...(notes > 0 ? [span(`  ${glyphs.note} ${notes}`, 'note')] : []),
    ...(unread > 0 ? [span(`  ${unread} unread (i)`, 'warning')] : []),
  ];
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
