import { cellsOf } from './cells.js';
import type { Session } from './session.js';
import { SOURCE_TONES, type SourceTone, type Span, span } from './text.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** How a file of a merged trace is marked in the timeline: a letter, which is enough without colours. */
export const letterOf = (file: number): string => LETTERS[file % LETTERS.length] ?? '?';

export const sourceTone = (file: number): SourceTone => SOURCE_TONES[file % SOURCE_TONES.length] ?? SOURCE_TONES[0];

/** Lines of a file, `line 14`; of several files with the letter of theirs, `b lines 14-20`. */
export function linesText(
  { columns }: Session,
  { file, line, lastLine }: { readonly file?: string | undefined; readonly line: number; readonly lastLine?: number },
): string {
  const letter = file === undefined ? '' : `${letterOf(columns.files.indexOf(file))} `;
  return `${letter}${lastLine === undefined ? `line ${line}` : `lines ${line}-${lastLine}`}`;
}

/** Which letter is which file, as far as there is room; nothing where the trace is of one file. */
export function legend({ columns }: Session, room: number): readonly Span[] {
  const spans: Span[] = [];
  let left = room;
  for (const [index, file] of columns.files.entries()) {
    const text = `${letterOf(index)} ${file}`;
    left -= cellsOf(text) + 2;
    if (left < 0) return [...spans, span('…', 'faint')];
    spans.push(span(`${letterOf(index)} `, 'strong'), span(`${file}  `, sourceTone(index)));
  }
  return spans.map((one, index) => (index === spans.length - 1 ? { ...one, text: one.text.trimEnd() } : one));
}
