import { type JsonRead, type JsonSpelling, readJson, readWith } from './json-exact.js';

/** What a backslash and a letter stand for, where it is not the letter itself. */
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  v: '\v',
  0: '\0',
};

/** JSON as people and programs near QEMU write it: strings in either quotes, Python's True, False and None. */
const LOOSE: JsonSpelling = {
  quotes: '"\'',
  string: /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y,
  word: /true|false|null|True|False|None/y,
  words: new Map([
    ['true', true],
    ['True', true],
    ['false', false],
    ['False', false],
    ['null', null],
    ['None', null],
  ]),
  unquote: (matched) =>
    matched
      .slice(1, -1)
      .replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (_whole, wide, narrow, char: string) =>
        char === undefined ? String.fromCharCode(Number.parseInt(wide ?? narrow, 16)) : (ESCAPES[char] ?? char),
      ),
};

/** Reads JSON, or what QEMU's own lexer and Python's printer make of it; as exactly as `readJson`. */
export function readLooseJson(text: string): JsonRead {
  const strict = readJson(text);
  return 'value' in strict ? strict : readWith(text, LOOSE);
}
