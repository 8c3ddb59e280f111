import { expect, it } from 'vitest';
import { fromHex } from '../../src/base/hex.js';
import { cStringText } from '../../src/base/modified-utf8.js';

const text = (hex: string) => cStringText(fromHex(hex.replaceAll(' ', '')) as Uint8Array);

it.each([
  ['41 42 00 43', 'AB', 'ends at a zero byte'],
  ['c3 a9 e2 82 ac f0 9f 98 80', 'é€\u{1f600}', 'two, three and four bytes'],
  ['80 80 41', '\u{fffd}\u{fffd}A', 'each continuation byte without a lead'],
  ['e2 82 41', '\u{fffd}A', 'a sequence that ends early, once'],
  ['f8 88 80 80 80 41', '\u{fffd}A', 'five bytes, once'],
  ['c1 81 41', '\u{fffd}A', 'a longer spelling than needed'],
  ['c0 80 41', '\u{0}A', 'the spelling of a zero byte'],
  ['e0 80 80 41', '\u{fffd}A', 'but not in three bytes'],
  ['ed a0 80 41', '\u{fffd}A', 'half of a surrogate pair'],
  ['ef bf bf 41', '\u{fffd}A', 'no character'],
  ['fe ff 41', '\u{fffd}\u{fffd}A', 'bytes that lead nothing'],
  ['41 e2', 'A\u{fffd}', 'a lead at the end'],
])('%s is %j: %s', (hex, expected) => expect(text(hex)).toBe(expected));
