import type { GuestFact } from '../trace/guest-facts.js';
import { escaped, type Hole } from './line-holes.js';

/** What a line says: a fact, or nothing more than its text. */
export type Said = { readonly fact: GuestFact | null };

/** One kind of line: its fixed beginning, what it looks like, and what it says. */
export interface LineRule {
  readonly start: string;
  readonly pattern: RegExp;
  read(match: RegExpExecArray): Said;
}

type Values<H extends readonly Hole<unknown>[]> = { readonly [K in keyof H]: H[K] extends Hole<infer T> ? T : never };

/** Lines of one wording: what they say is not said yet. */
interface Wording<V extends readonly unknown[]> {
  says(fact: (...values: V) => GuestFact): LineRule;
  /** The line is known and only for people. */
  isNote(): LineRule;
}

/** A line as its printk format reads, with holes for the values; a tag, or called with the texts between the holes. It must match whole. */
export function line<const H extends readonly Hole<unknown>[]>(
  parts: readonly string[],
  ...holes: H
): Wording<Values<H>> {
  const start = parts[0] ?? '';
  const body = parts.slice(1).map((part, index) => (holes[index]?.pattern ?? '') + escaped(part));
  const pattern = new RegExp(`^${escaped(start)}${body.join('')}\\s*$`);
  const values = (match: RegExpExecArray): Values<H> => {
    let at = 1;
    const read = holes.map((hole) => {
      const start = at;
      at += hole.groups;
      return hole.read(match.slice(start, at));
    });
    return read as unknown as Values<H>;
  };
  return {
    says: (fact) => ({ start, pattern, read: (match) => ({ fact: fact(...values(match)) }) }),
    isNote: () => ({ start, pattern, read: () => ({ fact: null }) }),
  };
}

/** Length of the beginning by which rules are found. */
const KEY_LENGTH = 4;

/** Rules found by how a line begins, so that a long table costs no more than a short one. */
export class LineTable {
  private readonly byKey = new Map<string, LineRule[]>();
  private readonly others: LineRule[] = [];

  constructor(rules: readonly LineRule[]) {
    for (const rule of rules) {
      const key = rule.start.slice(0, KEY_LENGTH);
      const list = key.length < KEY_LENGTH ? this.others : this.byKey.get(key);
      if (list === undefined) this.byKey.set(key, [rule]);
      else list.push(rule);
    }
  }

  /** What a line says; null where no rule knows it. */
  read(text: string): Said | null {
    const own = this.byKey.get(text.slice(0, KEY_LENGTH));
    return (own && firstOf(own, text)) ?? firstOf(this.others, text);
  }
}

function firstOf(rules: readonly LineRule[], text: string): Said | null {
  for (const rule of rules) {
    const match = rule.pattern.exec(text);
    if (match !== null) return rule.read(match);
  }
  return null;
}
