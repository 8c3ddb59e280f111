import { parseSize } from '../base/units.js';

/** A piece of a filter; `at` counts characters from its start. */
export type Token =
  | { readonly kind: 'operator'; readonly text: Operator; readonly at: number }
  | { readonly kind: 'name'; readonly text: string; readonly at: number }
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: bigint; readonly at: number }
  | { readonly kind: 'end'; readonly at: number };

export type Operator =
  | '=='
  | '!='
  | '<='
  | '>='
  | '<'
  | '>'
  | '~'
  | '&&'
  | '||'
  | '!'
  | '('
  | ')'
  | '['
  | ']'
  | ','
  | 'in';

/** Why a filter cannot be understood: `at` counts characters from its start. */
export interface QueryFault {
  readonly at: number;
  readonly message: string;
}

const OPERATOR = /==|!=|<=|>=|&&|\|\||[<>~!()[\],]/y;
const NUMBER = /(?:0[xX][0-9a-fA-F]+|[0-9]+)(?:KiB|MiB|GiB|TiB)?(?![\w-])/y;
/** An opcode as the specification writes it: `4802h`. */
const OPCODE = /([0-9a-fA-F]{4})h(?![\w-])/y;
/** A path as reports print it: `response.extents[3].tag`. */
const NAME = /[A-Za-z_][\w-]*(?:\[[0-9]+\]|\.[A-Za-z_][\w-]*)*/y;
/** A UUID may begin with a digit, and is text. */
const UUID = /[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/y;
const TEXT = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/y;
const SPACE = /\s*/y;

/** Cuts a filter into its pieces. */
export function tokens(source: string): { readonly tokens: readonly Token[] } | QueryFault {
  const found: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  for (;;) {
    at += match(SPACE)?.[0].length ?? 0;
    if (at >= source.length) return { tokens: [...found, { kind: 'end', at }] };
    const token = tokenAt(at, match);
    if (token === null) return { at, message: `"${source[at]}" is nothing that a filter can hold` };
    found.push(token.token);
    at += token.length;
  }
}

function tokenAt(
  at: number,
  match: (pattern: RegExp) => RegExpExecArray | null,
): { readonly token: Token; readonly length: number } | null {
  const uuid = match(UUID);
  if (uuid !== null) return { token: { kind: 'text', text: uuid[0].toLowerCase(), at }, length: uuid[0].length };
  const number = match(NUMBER);
  if (number !== null)
    return { token: { kind: 'number', value: parseSize(number[0]) ?? 0n, at }, length: number[0].length };
  const opcode = match(OPCODE);
  if (opcode !== null)
    return { token: { kind: 'number', value: BigInt(`0x${opcode[1]}`), at }, length: opcode[0].length };
  const text = match(TEXT);
  if (text !== null) {
    const inner = (text[1] ?? text[2] ?? '').replace(/\\(.)/g, '$1');
    return { token: { kind: 'text', text: inner, at }, length: text[0].length };
  }
  const operator = match(OPERATOR);
  if (operator !== null)
    return { token: { kind: 'operator', text: operator[0] as Operator, at }, length: operator[0].length };
  const name = match(NAME);
  if (name === null) return null;
  const token: Token = name[0] === 'in' ? { kind: 'operator', text: 'in', at } : { kind: 'name', text: name[0], at };
  return { token, length: name[0].length };
}
