import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { present } from '../../src/base/assert.js';
import { formats } from '../../src/formats/index.js';
import type { TraceEvent } from '../../src/trace/events.js';
import type { Format } from '../../src/trace/format.js';
import { TRACES } from '../bundled.js';
import { goldenCases } from '../golden/cases.js';
import { holds, titled } from './law.js';
import { chunksOf, cuts, damaged } from './recorded-lines.js';

/** The real logs of each format; the written ones of the golden files come to them. */
const LOGS: Readonly<Record<string, readonly string[]>> = {
  'linux-log': ['boot-dmesg.txt', 'boot-kmsg.txt', 'crash-console.txt'],
  ftrace: ['media-events-ftrace.txt'],
  'cxl-json': ['media-events-monitor.json'],
  rasdaemon: [],
};

const GOLDEN = resolve(import.meta.dirname, '../golden');

const linesOf = (name: string): readonly string[] => [
  ...(LOGS[name] ?? []).flatMap((file) =>
    readFileSync(resolve(TRACES, 'logs/linux-guest', file), 'utf8')
      .split('\n')
      .filter((line) => /cxl|memdev|host:/.test(line)),
  ),
  ...readdirSync(GOLDEN)
    .filter((file) => file.startsWith(`${name}-`) && file.endsWith('.md'))
    .flatMap((file) => goldenCases(resolve(GOLDEN, file)).flatMap(({ input }) => input.split('\n'))),
];

/** What a reader made of a source: records, and issues with their places. */
function read(format: Format, chunks: readonly Uint8Array[]) {
  const events: TraceEvent[] = [];
  const issues: { readonly line: number; readonly code: string }[] = [];
  const reader = format.open({
    header: () => {},
    event: (event) => events.push(event),
    issue: (issue) => issues.push(issue),
  });
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return { events, issues };
}

/** Stretches of logs with damaged lines between, joined by any line end. */
const sourceOf = (lines: readonly string[]): fc.Arbitrary<Buffer> =>
  fc
    .tuple(
      fc.array(
        fc.oneof(
          fc.constantFrom(...lines).map((line) => Buffer.from(line)),
          damaged(lines),
        ),
        { maxLength: 40 },
      ),
      fc.constantFrom('\n', '\r\n', '\r\r\n', '\u001b[0m\n', ''),
    )
    .map(([parts, lineEnd]) => Buffer.concat(parts.flatMap((part) => [part, Buffer.from(lineEnd)])));

describe.each(Object.keys(LOGS))(titled('%s'), (name) => {
  const format = present(
    formats.find((one) => one.name === name),
    'each of these formats is registered',
  );
  const sources = sourceOf(linesOf(name));

  it('reads damaged logs without throwing, the same whatever the chunks', () => {
    holds(
      fc.tuple(sources, cuts),
      ([bytes, places]) => {
        expect(read(format, chunksOf(bytes, places))).toEqual(read(format, [bytes]));
      },
      200,
    );
  });

  it('numbers its records and places each record and issue in the source', () => {
    holds(sources, (bytes) => {
      const count = bytes.toString('latin1').split('\n').length;
      const { events, issues } = read(format, [bytes]);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
      for (const { line } of [...events, ...issues]) expect(line > 0 && line <= count).toBe(true);
    });
  });

  it('plays nothing that it does not know the request of', () => {
    holds(sources, (bytes) => {
      const commands = read(format, [bytes]).events.filter((event) => event.kind === 'mailbox');
      expect(commands.every((event) => event.isRequestUnknown)).toBe(true);
    });
  });
});
