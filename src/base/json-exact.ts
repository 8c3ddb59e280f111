import { JsonFraction, type JsonObject, type JsonValue } from './json.js';

/** Why a text is no JSON: `offset` counts characters from its start. */
export interface JsonFault {
  readonly offset: number;
  readonly message: string;
}

export type JsonRead = { readonly value: JsonValue } | { readonly fault: JsonFault };

/** Numbers that JSON.parse may change: above 2^53, fractions and exponents. Text that looks like one costs only time. */
const INEXACT = /(?:^|[:,[\s])-?(?:[0-9]+[.eE]|[0-9]{17}|9[0-9]{15})/;

/** How deep arrays and objects may nest: hostile input must not exhaust the stack. */
const DEPTH_MAX = 512;

/** Reads JSON with all digits kept; text without delicate numbers takes the engine's own, faster way. */
export function readJson(text: string): JsonRead {
  if (!INEXACT.test(text)) {
    try {
      return { value: JSON.parse(text) as JsonValue };
    } catch {
      // The slow reader below says where.
    }
  }
  return readWith(text, STRICT);
}

/** What texts of one spelling may hold where JSON allows but one form. */
export interface JsonSpelling {
  /** The quotes that a string may begin with. */
  readonly quotes: string;
  /** Sticky patterns of a string with its quotes, and of the words that stand for values. */
  readonly string: RegExp;
  readonly word: RegExp;
  readonly words: ReadonlyMap<string, true | false | null>;
  /** The text of a matched string. */
  unquote(matched: string): string;
}

/** Reads a text in another spelling than JSON's own, as exactly as `readJson`. */
export function readWith(text: string, spelling: JsonSpelling): JsonRead {
  const reader = new Reader(text, spelling);
  try {
    const value = reader.value(0);
    reader.end();
    return { value };
  } catch (error) {
    if (error instanceof Fault) return { fault: { offset: error.offset, message: error.message } };
    throw error;
  }
}

class Fault extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const SPACE = /[ \t\r\n]*/y;

const STRICT: JsonSpelling = {
  quotes: '"',
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
  string: /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y,
  word: /true|false|null/y,
  words: new Map([
    ['true', true],
    ['false', false],
    ['null', null],
  ]),
  unquote: (matched) => JSON.parse(matched) as string,
};

class Reader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly spelling: JsonSpelling,
  ) {}

  value(depth: number): JsonValue {
    if (depth > DEPTH_MAX) throw new Fault(this.at, `nested deeper than ${DEPTH_MAX} levels`);
    this.match(SPACE);
    const next = this.text[this.at];
    if (next === '{') return this.object(depth);
    if (next === '[') return this.array(depth);
    if (this.isQuote(next)) return this.string();
    const word = this.match(this.spelling.word);
    if (word !== null) return this.spelling.words.get(word[0]) ?? null;
    const number = this.match(NUMBER);
    if (number !== null) return toNumber(number);
    throw new Fault(this.at, next === undefined ? 'the text ends where a value is expected' : 'a value is expected');
  }

  end(): void {
    this.match(SPACE);
    if (this.at < this.text.length) throw new Fault(this.at, 'the text goes on after the value');
  }

  private object(depth: number): JsonObject {
    const members: Record<string, JsonValue> = {};
    this.at++;
    if (this.closes('}')) return members;
    do {
      this.match(SPACE);
      if (!this.isQuote(this.text[this.at])) throw new Fault(this.at, 'a member name in quotes is expected');
      const name = this.string();
      this.expect(':');
      // A plain assignment to __proto__ would change the object instead of adding a member.
      Object.defineProperty(members, name, {
        value: this.value(depth + 1),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    } while (this.continues('}'));
    return members;
  }

  private array(depth: number): JsonValue[] {
    const values: JsonValue[] = [];
    this.at++;
    if (this.closes(']')) return values;
    do values.push(this.value(depth + 1));
    while (this.continues(']'));
    return values;
  }

  private string(): string {
    const match = this.match(this.spelling.string);
    if (match === null) throw new Fault(this.at, 'the string has no end, a control character or a bad escape');
    return this.spelling.unquote(match[0]);
  }

  private isQuote(char: string | undefined): boolean {
    return char !== undefined && this.spelling.quotes.includes(char);
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match !== null) this.at = pattern.lastIndex;
    return match;
  }

  private expect(char: string): void {
    this.match(SPACE);
    if (this.text[this.at] !== char) throw new Fault(this.at, `"${char}" is expected`);
    this.at++;
  }

  private closes(bracket: string): boolean {
    this.match(SPACE);
    if (this.text[this.at] !== bracket) return false;
    this.at++;
    return true;
  }

  /** After an element: true at a comma, false at the closing bracket. */
  private continues(bracket: string): boolean {
    this.match(SPACE);
    const char = this.text[this.at];
    if (char !== ',' && char !== bracket) throw new Fault(this.at, `"," or "${bracket}" is expected`);
    this.at++;
    return char === ',';
  }
}

function toNumber([text, fraction, exponent]: RegExpExecArray): JsonValue {
  if (fraction !== undefined || exponent !== undefined) return new JsonFraction(text);
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
