import { shownText } from '../base/terminal-text.js';
import { kernelLine } from './kernel-prefix.js';

/** A part of a line that is a record of its own, and its column from 1. */
export interface Segment {
  readonly text: string;
  readonly column: number;
}

/** A kernel's time stamp in mid-line: the record before it lacked its line end. */
const STAMP = /\[ *\d+\.\d{6}\](?:\[ *[TC]\d+\])? /g;

/** What kmsg writes for bytes that would break a line. */
const ESCAPE = /\\x([0-9a-f]{2})/g;

/** The records of one line of a console: as a terminal shows it, parted at carriage returns and at glued stamps. */
export function segments(line: string): readonly Segment[] {
  const shown = shownText(line).replaceAll('\0', '');
  if (!shown.includes('\r')) return parted(shown, 0);
  let at = 0;
  return shown.split('\r').flatMap((part) => {
    const start = at;
    at += part.length + 1;
    return parted(part, start);
  });
}

function parted(text: string, offset: number): readonly Segment[] {
  const found: Segment[] = [];
  let start = 0;
  for (const { index } of text.indexOf('[', 1) < 0 ? [] : text.matchAll(STAMP)) {
    // A stamp behind nothing but other stamps, a host or a level is the record's own.
    if (index === start || kernelLine(text.slice(start, index)).message.trim() === '') continue;
    found.push({ text: text.slice(start, index), column: offset + start + 1 });
    start = index;
  }
  found.push({ text: text.slice(start), column: offset + start + 1 });
  return found.filter((segment) => segment.text.trim() !== '');
}

/** A kmsg record's message in one line. */
export const unescaped = (text: string): string =>
  text.includes('\\x')
    ? text
        .replace(ESCAPE, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
        .replace(/\s*\n\s*/g, ' ')
    : text;
