import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonFraction, type JsonValue } from '../../src/base/json.js';
import { readJson } from '../../src/base/json-exact.js';
import { holds, titled } from './law.js';
import { damaged, recordedLines } from './recorded-lines.js';

/** An integer that JSON.parse cannot hold: it sends the text around it the slow, exact way. */
const DELICATE = '12345678901234567890';

const valueIn = (text: string): JsonValue | undefined => {
  const read = readJson(text);
  return 'value' in read ? read.value : undefined;
};

/** The same text read the exact way; undefined where it is no JSON. */
const exactly = (text: string): JsonValue | undefined => {
  const value = valueIn(`[${DELICATE},${text}]`);
  return Array.isArray(value) && value.length === 2 ? (value[1] as JsonValue) : undefined;
};

/** A value as JSON.parse gives it: it knows no spelling. */
function rounded(value: JsonValue): unknown {
  if (value instanceof JsonFraction) return Number(value.text);
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, rounded(part)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Integers of any size, and all else that needs no rounding. */
const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'json' },
    fc.constantFrom<JsonValue>(null, true, false),
    fc.string({ unit: 'binary' }),
    fc
      .bigInt({ min: -(1n << 64n), max: 1n << 64n })
      .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value)),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

function spelled(value: JsonValue): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(spelled).join(' , ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, part]) => `${JSON.stringify(name)} :${spelled(part as JsonValue)}`)
    .join(',')}}`;
}

describe(titled('JSON'), () => {
  it('reads as JSON.parse does, up to rounding', () => {
    holds(
      fc.json({ maxDepth: 4 }),
      (text) => {
        expect(rounded(valueIn(text) ?? null)).toEqual(JSON.parse(text));
        expect(rounded(exactly(text) ?? null)).toEqual(JSON.parse(text));
      },
      500,
    );
  });

  it('is JSON where JSON.parse says so, and nowhere else', () => {
    const texts = fc.oneof(
      damaged(recordedLines).map((bytes) => bytes.toString('utf8')),
      fc.string({ unit: fc.constantFrom(...'{}[]":,\\u0019.eE+- \n\ttruefalsn'), maxLength: 12 }),
    );
    holds(
      texts,
      (text) => {
        const expected = parsed(text);
        const value = valueIn(text);
        expect(value === undefined, text).toBe(expected === undefined);
        // A comma of its own would make two values of the text around it.
        if (expected !== undefined) expect(rounded(exactly(text) ?? null)).toEqual(expected);
      },
      2000,
    );
  });

  it('keeps every digit of its integers', () => {
    holds(tree, (value) => expect(valueIn(spelled(value))).toEqual(value), 500);
  });

  it('says where a fault is, however deep and torn the text', () => {
    holds(fc.tuple(fc.nat(5000), fc.constantFrom('[', '{"a":', '[{"a":')), ([depth, open]) => {
      const text = open.repeat(depth) + DELICATE;
      const read = readJson(text);
      if ('fault' in read) expect(read.fault.offset).toBeLessThanOrEqual(text.length);
      else expect(depth).toBe(0);
    });
  });
});
