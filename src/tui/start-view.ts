import { cut, fitted } from './cells.js';
import type { Model } from './model.js';
import { fitLine, type Line, line, span } from './text.js';
import type { Glyphs } from './theme.js';

/** The screen where no trace was named: what there is to look at, and how to begin. */
export function startLines(model: Model, glyphs: Glyphs): readonly Line[] {
  const { size, message, prompt } = model;
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
  ];
  const listed = rowsOf(model, glyphs);
  const room = Math.max(3, size.rows - head.length - 3);
  const at = listed.findIndex(({ cursor }) => cursor !== undefined);
  const top = Math.max(0, Math.min(at - Math.floor(room / 2), listed.length - room));
  const rows = listed.slice(top, top + room);
  const said =
    prompt !== null
      ? [line(span(' :', 'title'), span(prompt.text, 'strong'), span('▏', 'accent'), span('  enter opens it', 'faint'))]
      : message === null
        ? []
        : [line(span(` ${message.text}`, message.tone))];
  return [...head, ...rows, line(''), ...said];
}

const HEADINGS = { recent: 'Recent', bundled: 'Bundled traces' } as const;

/** What is offered, each group below its heading. */
function rowsOf({ offered, startRow, size }: Model, glyphs: Glyphs): readonly Line[] {
  const nameColumns = Math.min(46, Math.floor(size.columns / 2));
  return offered.flatMap(({ path, title, group }, index): readonly Line[] => {
    const isSelected = index === startRow;
    const isFirst = offered[index - 1]?.group !== group;
    const count = offered.filter((one) => one.group === group).length;
    const name = group === 'bundled' ? path.replace(/^.*\/traces\//, '') : cutFront(path, size.columns - 6);
    const drawn = line(
      span(isSelected ? ` ${glyphs.pointer} ` : '   ', 'accent'),
      span(group === 'bundled' ? fitted(name, nameColumns) : name),
      span(`  ${cut(title, Math.max(8, size.columns - nameColumns - 8))}`, 'faint'),
    );
    const heading = line(span(`  ${HEADINGS[group]}`, 'title'), span(`  ${count}`, 'faint'));
    const own: Line = isSelected ? { ...fitLine(drawn, size.columns), cursor: 'strong' } : drawn;
    return isFirst ? [...(index > 0 ? [line('')] : []), heading, own] : [own];
  });
}

/** Of a long path the end tells. */
const cutFront = (path: string, columns: number): string =>
  path.length <= columns ? path : `…${path.slice(path.length - columns + 1)}`;
