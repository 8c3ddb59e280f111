import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../src/base/lines.js';
import { holds, titled } from './law.js';
import { chunksOf, cuts } from './recorded-lines.js';

type Emitted = { readonly line: number; readonly byteOffset: number } & (
  | { readonly text: string }
  | { readonly lengthBytes: number }
);

/** The lines of a text, worked out the plain way. */
function splitPlainly(text: string, lineBytesMax: number): readonly Emitted[] {
  const parts = text.split('\n');
  if (parts.at(-1) === '') parts.pop();
  let byteOffset = 0;
  return parts.map((part, index) => {
    const stand = { line: index + 1, byteOffset };
    byteOffset += part.length + 1;
    return part.length > lineBytesMax
      ? { ...stand, lengthBytes: part.length }
      : { ...stand, text: part.endsWith('\r') ? part.slice(0, -1) : part };
  });
}

function splitInChunks(chunks: readonly Uint8Array[], lineBytesMax: number): readonly Emitted[] {
  const emitted: Emitted[] = [];
  const splitter = new LineSplitter(
    (bytes, start, end, line, byteOffset) =>
      emitted.push({ line, byteOffset, text: bytes.toString('latin1', start, end) }),
    (line, byteOffset, lengthBytes) => emitted.push({ line, byteOffset, lengthBytes }),
    lineBytesMax,
  );
  for (const chunk of chunks) {
    splitter.push(chunk);
    // A reader may use its buffer again.
    chunk.fill(0x2a);
  }
  splitter.end();
  return emitted;
}

const texts = fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n', '\0', '\xff'), maxLength: 60 });

describe(titled('lines'), () => {
  it('are the same whatever the chunks', () => {
    holds(
      fc.tuple(texts, cuts, fc.integer({ min: 1, max: 12 })),
      ([text, places, lineBytesMax]) => {
        const chunks = chunksOf(Buffer.from(text, 'latin1'), places);
        expect(splitInChunks(chunks, lineBytesMax)).toEqual(splitPlainly(text, lineBytesMax));
      },
      2000,
    );
  });
});
