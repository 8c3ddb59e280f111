import { cut, fitted } from './cells.js';
import { toldOf } from './issue-rows.js';
import { keyName } from './keys.js';
import type { Model, Overlay } from './model.js';
import { paletteRows } from './overlays.js';
import { shownProfile } from './profiles.js';
import { fitLine, type Line, line, span, wrapped } from './text.js';
import type { Glyphs } from './theme.js';

/** What lies over the panes: drawn in place of the lines in the middle. */
export function drawOverlay(model: Model, lines: readonly Line[], glyphs: Glyphs): readonly Line[] {
  const { overlay, size } = model;
  if (overlay === null) return lines;
  const content = contentOf(model, overlay, glyphs);
  const room = Math.max(3, size.rows - 6);
  const at = selectedOf(content);
  const top = Math.max(0, Math.min(at - Math.floor(room / 2), content.length - room));
  const shown = content.slice(top, top + room);
  const start = 1;
  return lines.map((own, row) => {
    const inner = shown[row - start];
    if (row >= start && inner !== undefined) return fitLine(inner, size.columns);
    return row === start + shown.length
      ? fitLine(line(span(glyphs.horizontal.repeat(size.columns), 'rule')), size.columns)
      : own;
  });
}

const selectedOf = (content: readonly Line[]): number =>
  Math.max(
    0,
    content.findIndex(({ cursor }) => cursor !== undefined),
  );

function contentOf(model: Model, overlay: Overlay, glyphs: Glyphs): readonly Line[] {
  const title = (text: string, hint: string) =>
    line(span(`${glyphs.horizontal} ${text} `, 'title'), span(`${glyphs.horizontal} `, 'rule'), span(hint, 'faint'));
  if (overlay.kind === 'palette') {
    const rows = paletteRows(overlay.text).map(({ keys, action, title: what }, index): Line => {
      const drawn = line(
        span(`  ${fitted(keys.map(keyName).join(' '), 16)}`, 'strong'),
        span(`${fitted(action, 20)} `, 'accent'),
        span(what),
      );
      return index === overlay.at ? { ...fitLine(drawn, model.size.columns), cursor: 'strong' } : drawn;
    });
    return [
      title('What do you want to do?', 'type to search, enter does it'),
      line(span('  > ', 'strong'), overlay.text, span('▏', 'accent')),
      ...rows,
    ];
  }
  if (overlay.kind === 'profiles') {
    const rows = model.profiles.map(({ name, title: what }, index): Line => {
      const drawn = line(
        span(name === shownProfile(model) ? ` ${glyphs.pointer} ` : '   ', 'accent'),
        span(`${fitted(name, 18)} `, 'strong'),
        span(cut(what, Math.max(10, model.size.columns - 24)), 'faint'),
      );
      return index === overlay.at ? { ...fitLine(drawn, model.size.columns), cursor: 'strong' } : drawn;
    });
    return [title('Against which device?', 'the trace is replayed; its column stays beside the others'), ...rows];
  }
  const told = toldOf(model);
  const rows = told.flatMap(({ text, tone }, index): readonly Line[] => {
    const parts = wrapped(text, model.size.columns - 6);
    return parts.map((part, row): Line => {
      const drawn = line(span(row === 0 ? '  ' : '      ', 'faint'), span(part, tone));
      return index === overlay.at && row === 0 ? { ...fitLine(drawn, model.size.columns), cursor: 'strong' } : drawn;
    });
  });
  const none = line(span('  Everything was read, and the trace says all that the replay needs.', 'good'));
  return [title('What to know of this trace', 'enter goes to the line'), ...(told.length === 0 ? [none] : rows)];
}
