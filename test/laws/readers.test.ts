import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats } from '../../src/formats/index.js';
import type { Format, Sample } from '../../src/trace/format.js';
import { holds, titled } from './law.js';
import { chunksOf, cuts, damaged, headerLine, recordedLines } from './recorded-lines.js';

/** What a reader made of a source, in order. */
function read(format: Format, chunks: readonly Uint8Array[]): readonly unknown[] {
  const found: unknown[] = [];
  const reader = format.open({
    header: (header) => found.push({ header }),
    event: (event) => found.push({ event }),
    issue: (issue) => found.push({ issue }),
  });
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return found;
}

const bytesOf = ({ text, encoding }: Sample): Buffer => Buffer.from(text, encoding ?? 'utf8');

const joined = (lines: readonly Uint8Array[], lineEnd: string): Uint8Array =>
  Buffer.concat(lines.flatMap((line) => [line, Buffer.from(lineEnd)]));

/** Sources of every kind: noise, and the format's own samples and recorded lines, damaged. */
function sourcesOf(format: Format): fc.Arbitrary<Uint8Array> {
  const own = [...format.samples.flatMap(({ text }) => text.split('\n')), ...recordedLines];
  const starts: readonly Buffer[] = [Buffer.from(headerLine), ...format.samples.map(bytesOf)];
  return fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .tuple(
        fc.constantFrom(...starts),
        fc.array(damaged(own), { maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\0\n'),
      )
      .map(([start, lines, lineEnd]) => joined([start, ...lines], lineEnd)),
    fc.array(damaged(own), { maxLength: 4 }).map((lines) => joined(lines, '\n').subarray(0, -1)),
  );
}

describe.each(formats)(titled('$name'), (format) => {
  it('reads any bytes without throwing, the same whatever the chunks', () => {
    holds(
      fc.tuple(sourcesOf(format), cuts),
      ([bytes, places]) => {
        expect(format.sniff(bytes)).toBeGreaterThanOrEqual(0);
        expect(read(format, chunksOf(bytes, places))).toEqual(read(format, [bytes]));
      },
      500,
    );
  });

  it('gives one header at most, and gives it first', () => {
    holds(sourcesOf(format), (bytes) => {
      const kinds = read(format, [bytes])
        .flatMap((found) => Object.keys(found as object))
        .filter((kind) => kind !== 'issue');
      expect(kinds.filter((kind) => kind === 'header').length).toBeLessThanOrEqual(1);
      expect(kinds.indexOf('header')).toBeLessThanOrEqual(0);
      expect(kinds.includes('event') && !kinds.includes('header')).toBe(false);
    });
  });

  it.each(format.samples)('recognises its sample $#', (sample) => {
    const { kinds } = sample;
    const bytes = bytesOf(sample);
    const scores = formats.map((other) => ({ name: other.name, score: other.sniff(bytes) }));
    expect(scores.sort((left, right) => right.score - left.score)[0]?.name).toBe(format.name);
    const found = read(format, [bytes]) as readonly {
      readonly event?: { readonly kind: string };
      readonly issue?: unknown;
    }[];
    expect(found.flatMap(({ issue }) => (issue === undefined ? [] : [issue]))).toEqual([]);
    expect(found.flatMap(({ event }) => (event === undefined ? [] : [event.kind]))).toEqual(kinds);
  });
});
