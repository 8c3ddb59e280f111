import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats } from '../../src/formats/index.js';
import type { Format, TraceSink } from '../../src/trace/format.js';
import { goldenCases } from '../golden/cases.js';
import { holds, titled } from './law.js';
import { chunksOf, cuts, damaged } from './recorded-lines.js';

const NAMES = ['qmp-transcript', 'qmp-chardev', 'qmp-shell', 'libvirt-log', 'virsh'];
const golden = resolve(import.meta.dirname, '../golden');

/** The lines of the real and written logs that the golden files hold, by format. */
function linesOf(name: string): readonly string[] {
  return readdirSync(golden)
    .filter((file) => file.endsWith('.md') && file.startsWith(`${name}-`))
    .flatMap((file) => goldenCases(resolve(golden, file)))
    .flatMap(({ input }) => input.split('\n'));
}

function read(format: Format, chunks: readonly Uint8Array[]): readonly unknown[] {
  const found: unknown[] = [];
  let opened = 0;
  const open = (): TraceSink => {
    const source = opened++;
    return {
      header: (header) => found.push({ source, header }),
      event: (event) => found.push({ source, event }),
      issue: (issue) => found.push({ source, issue }),
      openTrace: open,
    };
  };
  const reader = format.open(open());
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return found;
}

/** Stretches of a real log, joined by any line end, with some of the lines damaged. */
const sourceOf = (lines: readonly string[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      fc.nat(lines.length),
      fc.array(damaged(lines), { maxLength: 3 }),
      fc.constantFrom('\n', '\r\n', '\r\r\n', ''),
      fc.nat(60),
    )
    .map(([start, torn, lineEnd, count]) =>
      Buffer.concat(
        [...lines.slice(start, start + count).map((line) => Buffer.from(line)), ...torn].flatMap((line) => [
          line,
          Buffer.from(lineEnd),
        ]),
      ),
    );

describe.each(formats.filter(({ name }) => NAMES.includes(name)))(titled('$name'), (format) => {
  const lines = linesOf(format.name);

  it('reads damaged logs without throwing, the same whatever the chunks', () => {
    holds(
      fc.tuple(sourceOf(lines), cuts),
      ([bytes, places]) => {
        expect(read(format, chunksOf(bytes, places))).toEqual(read(format, [bytes]));
      },
      300,
    );
  });

  it('numbers the records of each machine and places them in the file', () => {
    holds(sourceOf(lines), (bytes) => {
      const count = Buffer.from(bytes).toString('latin1').split('\n').length;
      const seqs = new Map<number, number>();
      for (const one of read(format, [bytes]) as { source: number; event?: { seq: number; line: number } }[]) {
        if (one.event === undefined) continue;
        expect(one.event.seq).toBe((seqs.get(one.source) ?? 0) + 1);
        expect(one.event.line).toBeGreaterThan(0);
        expect(one.event.line).toBeLessThanOrEqual(count);
        seqs.set(one.source, one.event.seq);
      }
    });
  });
});
