import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberColumn } from '../../src/tui/number-column.js';

const PAGE = 1 << 14;

/** A column that is filled by a function of the position, over several pages. */
function filled(valueAt: (index: number) => number, length = 3 * PAGE + 5): NumberColumn {
  const column = new NumberColumn();
  for (let index = 0; index < length; index++) column.push(valueAt(index));
  return column;
}

describe('a column of numbers', () => {
  it.each<[string, (index: number) => number]>([
    ['that run on by one', (index) => index + 7],
    ['that stay the same', () => 3],
    ['that rise', (index) => index * 1500],
    ['that fall', (index) => 1e9 - index * 10],
    ['that leap over 32 bits', (index) => index * 1e9],
    ['some of which are none', (index) => (index % 5 === 0 ? Number.NaN : index)],
    ['with fractions', (index) => index / 3],
  ])('gives back numbers %s', (_, valueAt) => {
    const column = filled(valueAt);
    for (const index of [0, 1, PAGE - 1, PAGE, 2 * PAGE + 17, column.length - 1])
      expect(column.at(index)).toEqual(valueAt(index));
    expect(column.at(-1)).toBeNaN();
    expect(column.at(column.length)).toBeNaN();
  });

  it('finds the last that is not above a number, as looking at each does', () => {
    const column = filled((index) => index * 3);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 * PAGE }), (wanted) => {
        expect(column.lastNotAbove(wanted)).toBe(Math.min(column.length - 1, Math.floor(wanted / 3)));
      }),
    );
  });
});
