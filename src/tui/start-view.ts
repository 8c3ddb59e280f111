import { cut, fitted } from './cells.js';
import type { Model } from './model.js';
import { fitLine, type Line, line, span } from './text.js';
import type { Glyphs } from './theme.js';

/** The screen where no trace was named: what there is to look at, and how to begin. */
export function startLines(model: Model, glyphs: Glyphs): readonly Line[] {
  const { offered, startRow, size, message, prompt } = model;
  const head = [
    line(''),
    line(span('  cxltrace ', 'title'), span('where a CXL Dynamic Capacity trace and a device part, and why', 'faint')),
    line(''),
    line(
      '  Open a trace:  ',
      span('cxltrace view FILE…', 'strong'),
      span('   recordings, kernel logs, QEMU logs, QMP logs, captures', 'faint'),
    ),
    line('  New here?      ', span('f1', 'strong'), span('  a guided tour in ten steps', 'faint')),
    line(''),
    line(span(`  Bundled traces`, 'title'), span(`  ${offered.length}`, 'faint')),
  ];
  const room = Math.max(3, size.rows - head.length - 3);
  const top = Math.max(0, Math.min(startRow - Math.floor(room / 2), offered.length - room));
  const rows = offered.slice(top, top + room).map(({ path, title }, index): Line => {
    const name = path.replace(/^.*\/traces\//, '');
    const drawn = line(
      span(top + index === startRow ? ` ${glyphs.pointer} ` : '   ', 'accent'),
      span(fitted(name, Math.min(46, Math.floor(size.columns / 2)))),
      span(`  ${cut(title, Math.max(8, size.columns - 54))}`, 'faint'),
    );
    return top + index === startRow ? { ...fitLine(drawn, size.columns), cursor: 'strong' } : drawn;
  });
  const said =
    prompt !== null
      ? [line(span(' :', 'title'), span(prompt.text, 'strong'), span('▏', 'accent'), span('  open FILE', 'faint'))]
      : message === null
        ? []
        : [line(span(` ${message.text}`, message.tone))];
  return [...head, ...rows, line(''), ...said];
}
