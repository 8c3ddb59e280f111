import { printable } from '../base/issue.js';

/** What the YAML library says is wrong: its stable code, its words, where, and whether the line was cut before it. */
export interface SyntaxFault {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** A mistake in plain words, at the place where an author would look for it. */
export interface PlainFault {
  readonly offset: number;
  readonly message: string;
}

/** What follows a first mistake is mostly noise. */
const SYNTAX_ISSUES_MAX = 3;

/** The mistakes of a text, one a line, and no more than help. */
export function plainFaults(faults: readonly SyntaxFault[], text: string): readonly PlainFault[] {
  const lines = new Set<number>();
  const plain: PlainFault[] = [];
  for (const fault of [...faults].sort((left, right) => left.pos[0] - right.pos[0])) {
    const one = plainFault(fault, text);
    const start = lineStart(text, one.offset);
    // The library says the same of a line in several ways.
    if (lines.has(start) || lines.has(lineStart(text, fault.pos[0]))) continue;
    lines.add(start).add(lineStart(text, fault.pos[0]));
    plain.push(one);
  }
  return plain.slice(0, SYNTAX_ISSUES_MAX);
}

function plainFault({ code, message, pos }: SyntaxFault, text: string): PlainFault {
  const start = lineStart(text, pos[0]);
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0].length ?? 0;
  const first = start + indent;
  const at = (offset: number, words: string): PlainFault => ({ offset, message: words });
  const unclosed = /(?:sequence|map) .*end with a (\S)/.exec(message)?.[1];
  if (unclosed !== undefined) return at(pos[0], `a bracket is not closed: expected ${unclosed} before this place`);
  if (code === 'TAB_AS_INDENT') return at(pos[0], 'a tab indents this line; YAML takes spaces only');
  if (/closing .quote/.test(message))
    return at(pos[0], 'a quote is not closed: expected its other end before this place');
  if (message.startsWith('Sequence item without'))
    return at(
      first,
      `this line is indented too little to belong to the item above, and begins with no "-" as a new one would`,
    );
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && message.startsWith('Nested mappings')) return colonOrIndent(pos[0], text);
  if (code === 'BLOCK_AS_IMPLICIT_KEY' || message.startsWith('All mapping items'))
    return at(first, indentText(text, start, indent));
  if (/^Implicit (?:map )?keys/.test(message)) return at(first, 'expected "name: value" with a space after the colon');
  if (code === 'BAD_SCALAR_START')
    return at(pos[0], `text that begins with ${text[pos[0]] ?? 'this'} needs quotes: "…"`);
  if (message.startsWith('Unexpected scalar'))
    return at(pos[0], 'more text follows a complete value; text with quotes or * in it needs quotes around it');
  if (message.startsWith('Unexpected flow')) return at(pos[0], 'a bracket is closed that was not opened');
  return at(pos[0], printable(firstWords(message)));
}

/** `title: a: b` has a colon too many; a value with keys indented below it is the other thing that reads so. */
function colonOrIndent(offset: number, text: string): PlainFault {
  const end = text.indexOf('\n', offset);
  const value = text.slice(offset, end < 0 ? undefined : end);
  if (/:(?:\s|$)/.test(value)) return { offset, message: 'text with a colon and a space in it needs quotes: "…: …"' };
  const next = end < 0 ? offset : end + 1;
  const indent = /^ */.exec(text.slice(next))?.[0].length ?? 0;
  return { offset: next + indent, message: 'this line is indented too far: the line above has its value already' };
}

/** How far a line is indented, and how far the one above: what a person compares. */
function indentText(text: string, start: number, indent: number): string {
  const above = text
    .slice(0, Math.max(0, start - 1))
    .split('\n')
    .findLast((line) => /\S/.test(line) && !/^\s*#/.test(line));
  const column = (above === undefined ? 0 : (/^[ -]*/.exec(above)?.[0].length ?? 0)) + 1;
  if (indent + 1 === column)
    return 'this line does not belong to what is above: expected "name: value", or a "- " for a new item';
  return indent + 1 > column
    ? 'this line is indented too far: keys of one map begin in the same column'
    : 'this line is indented too little, or a "-" is missing: keys of one map begin in the same column, items of a list with "- "';
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;

/** The first line of the library's message, without its place and code frame. */
const firstWords = (message: string): string =>
  (message.split('\n', 1)[0] ?? '').replace(/ at line [0-9]+, column [0-9]+:?$/, '');
