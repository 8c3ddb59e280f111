import { type Operator, type QueryFault, type Token, tokens } from './tokens.js';

/** What a field is compared with. A bare word is text: the name of an enumerated value. */
export type Literal = string | bigint | boolean | null;

export type Comparator = '==' | '!=' | '<=' | '>=' | '<' | '>' | '~' | 'in';

/** A filter as a tree. */
export type Query =
  | { readonly kind: 'and'; readonly left: Query; readonly right: Query }
  | { readonly kind: 'or'; readonly left: Query; readonly right: Query }
  | { readonly kind: 'not'; readonly query: Query }
  | { readonly kind: 'exists'; readonly path: readonly string[] }
  | {
      readonly kind: 'compare';
      readonly path: readonly string[];
      readonly comparator: Comparator;
      readonly literals: readonly Literal[];
    };

const COMPARATORS: readonly Operator[] = ['==', '!=', '<=', '>=', '<', '>', '~'];

/**
 * Reads a filter: `opcode == 0x4802 && returnCode != success && extent.tag == null`. Fields are those that decode
 * prints; `~` looks for text, `in [a, b]` for one of several, a field alone asks whether it is there and not false.
 */
export function parseQuery(source: string): { readonly query: Query } | { readonly fault: QueryFault } {
  const cut = tokens(source);
  if ('message' in cut) return { fault: cut };
  const parser = new QueryParser(cut.tokens);
  const query = parser.whole();
  return parser.fault === null ? { query } : { fault: parser.fault };
}

const NOTHING: Query = { kind: 'exists', path: [] };

/** Recursive descent; the first fault is kept and ends the reading. */
class QueryParser {
  fault: QueryFault | null = null;
  private index = 0;

  constructor(private readonly list: readonly Token[]) {}

  whole(): Query {
    const query = this.either();
    if (this.next.kind !== 'end') this.fail('&&, || or the end of the filter');
    return query;
  }

  private either(): Query {
    let left = this.both();
    while (this.takes('||')) left = { kind: 'or', left, right: this.both() };
    return left;
  }

  private both(): Query {
    let left = this.single();
    while (this.takes('&&')) left = { kind: 'and', left, right: this.single() };
    return left;
  }

  private single(): Query {
    if (this.fault !== null) return NOTHING;
    if (this.takes('!')) return { kind: 'not', query: this.single() };
    if (this.takes('(')) {
      const inner = this.either();
      if (!this.takes(')')) this.fail('")"');
      return inner;
    }
    const { next } = this;
    if (next.kind !== 'name') return this.fail('a field, "!" or "("');
    this.index++;
    return this.comparison(next.text.replaceAll('[', '.[').split('.'));
  }

  private comparison(path: readonly string[]): Query {
    if (this.takes('in')) return { kind: 'compare', path, comparator: 'in', literals: this.choices() };
    for (const comparator of COMPARATORS)
      if (this.takes(comparator))
        return { kind: 'compare', path, comparator: comparator as Comparator, literals: [this.literal()] };
    return { kind: 'exists', path };
  }

  private choices(): readonly Literal[] {
    if (!this.takes('[')) this.fail('"["');
    const literals = [this.literal()];
    while (this.takes(',')) literals.push(this.literal());
    if (!this.takes(']')) this.fail('"," or "]"');
    return literals;
  }

  private literal(): Literal {
    const { next } = this;
    this.index++;
    if (next.kind === 'number') return next.value;
    if (next.kind === 'text') return next.text;
    if (next.kind === 'name') return NAMED_LITERALS.get(next.text) ?? (next.text === 'null' ? null : next.text);
    this.index--;
    this.fail('a value: a number, a name, null, true, false or text in quotes');
    return null;
  }

  private get next(): Token {
    return this.list[this.index] ?? { kind: 'end', at: 0 };
  }

  private takes(operator: Operator): boolean {
    const { next } = this;
    if (this.fault !== null || next.kind !== 'operator' || next.text !== operator) return false;
    this.index++;
    return true;
  }

  private fail(expected: string): Query {
    this.fault ??= { at: this.next.at, message: `${expected} is expected here` };
    return NOTHING;
  }
}

const NAMED_LITERALS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);
