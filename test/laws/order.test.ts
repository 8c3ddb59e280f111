import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/base/json.js';
import { contentHash } from '../../src/device/hash.js';
import { qmpCommands } from '../../src/qmp/index.js';
import { dictOrder, reportedUnexpected } from '../../src/qmp/member-order.js';
import { holds, titled } from './law.js';

const names = fc.uniqueArray(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), { maxLength: 40 });

const plain = fc.object({
  maxDepth: 3,
  withBigInt: true,
  values: [fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.bigInt(), fc.uint8Array({ maxLength: 4 })],
});

/** The same data with its members in another order, all the way down. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, part]) => [name, turned(part)]),
  );
}

describe(titled('orders'), () => {
  it('the hash of a state does not depend on the order of its members', () => {
    holds(plain, (value) => expect(contentHash(turned(value))).toBe(contentHash(value)));
  });

  it('different states have different hashes', () => {
    const stable = (value: unknown): string =>
      JSON.stringify(turned(value), (_, part) => (typeof part === 'bigint' ? `bigint ${part}` : part));
    holds(fc.tuple(plain, plain), ([left, right]) => {
      if (stable(left) !== stable(right)) expect(contentHash(left)).not.toBe(contentHash(right));
    });
  });

  it("QEMU's order of members has each of them once", () => {
    holds(names, (given) => expect([...dictOrder(given)].sort()).toEqual([...given].sort()));
  });

  it('an unexpected member is named exactly where there is one', () => {
    holds(fc.tuple(names, names), ([given, others]) => {
      const known = [...others, ...given.filter((_, index) => index % 3 === 0)];
      const unexpected = given.filter((name) => !known.includes(name));
      const named = reportedUnexpected(given, known);
      if (named === null) expect(unexpected).toEqual([]);
      else expect(unexpected).toContain(named);
    });
  });

  it.each([...qmpCommands.values()])('$name answers any arguments', ({ name, check, schema }) => {
    const members = Object.keys(schema.members);
    const values = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;
    const given = fc.oneof(
      values,
      members.length === 0
        ? values
        : fc.dictionary(fc.constantFrom(...members), values).map((object) => object as JsonValue),
    );
    holds(given, (one) => {
      const checked = check(one);
      if ('error' in checked) expect(checked.error, name).not.toBe('');
    });
  });
});
