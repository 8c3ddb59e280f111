import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IntervalMap } from '../../src/base/interval-map.js';

const stretch = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 12 }));

it('an interval map is an array of numbers, each with the value that was set last', () => {
  fc.assert(
    fc.property(fc.array(stretch), stretch, (entries, [start, length]) => {
      const map = new IntervalMap<number>();
      const plain = new Array<number | undefined>(64).fill(undefined);
      entries.forEach(([from, size], value) => {
        map.set(BigInt(from), BigInt(from + size), value);
        plain.fill(value, from, from + size);
      });
      const expected = new Set(plain.slice(start, start + length).filter((value) => value !== undefined));
      expect(new Set(map.within(BigInt(start), BigInt(start + length)))).toEqual(expected);
    }),
  );
});
