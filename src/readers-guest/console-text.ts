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

/** How programs spell the escape character that begins a control sequence; a browser drops it. */
const SPELT_ESCAPE = /(?:\^\[|\\x1b|\\e|\\0?33|\\u001b|#033|␛)(?=\[)/gi;
/** Colours whose escape character was lost, as dmesg and grep write them. `[mem 0x…]` is none. */
const BARE_COLOUR = /\[\d{1,3}(?:;\d{1,3})*m(?:\[K)?|\[m\[K/g;
/** They end with a reset, with which the line shows what they are. */
const BARE_RESET = /\[0m|\[m\[K/;
const COLOURED = /\[\d[\d;]*m/;

/** What the terminal showed of a line, however its colours were pasted. */
function uncoloured(line: string): string {
  if (!COLOURED.test(line)) return line;
  const spelt = shownText(line.replace(SPELT_ESCAPE, '\u001b'));
  return BARE_RESET.test(spelt) ? spelt.replace(BARE_COLOUR, '') : spelt;
}

/** The records of one line of a console: as a terminal shows it, parted at carriage returns and at glued stamps. */
export function segments(line: string): readonly Segment[] {
  const shown = uncoloured(shownText(line)).replaceAll('\0', '');
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
