import { describe, expect, it } from 'vitest';
import { dictOrder, reportedUnexpected } from '../../src/qmp/member-order.js';

describe('the order of an object’s members', () => {
  it('follows their buckets: class 211, desc 377, return 401, id 486, error 489', () => {
    expect(dictOrder(['return', 'error', 'id', 'desc', 'class'])).toEqual(['class', 'desc', 'return', 'id', 'error']);
  });
});

const numbered = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}${index}`);

const REPORTED: readonly (readonly [string, readonly string[], string])[] = [
  ['two', ['path', 'start', 'length', 'zz', 'a'], 'a'],
  ['two others', ['path', 'start', 'length', 'b', 'a'], 'b'],
  ['no known one', ['a', 'b', 'c', 'd', 'e', 'f'], 'e'],
  ['a table that grew', ['path', 'start', 'length', 'x', 'y', 'z', 'foo', 'bar', 'baz', 'qux', 'quux'], 'bar'],
  ['one that grew twice', ['path', 'start', 'length', ...numbered('m', 20)], 'm3'],
  ['many', ['path', 'start', 'length', ...numbered('long-name-', 70)], 'long-name-37'],
  ['bytes above 127, which count as negative', ['length', 'é', 'ü', 'path', 'ñ', 'start'], 'ñ'],
];

// Expected names: a hash table of GLib 2.74 filled in dictionary order, the known members removed in turn.
describe('the one unexpected member that is named', () => {
  const known = ['path', 'start', 'length'];

  it('is none where all are known, and the only one where there is one', () => {
    expect(reportedUnexpected(['path', 'length'], known)).toBeNull();
    expect(reportedUnexpected(['zz', 'path', 'length'], known)).toBe('zz');
  });

  it.each(REPORTED)('%s', (_what, names, reported) => {
    expect(reportedUnexpected(names, known)).toBe(reported);
  });
});
