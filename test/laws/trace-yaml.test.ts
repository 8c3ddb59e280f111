import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Issue } from '../../src/base/issue.js';
import { traceYaml } from '../../src/formats/trace-yaml.js';
import type { TraceEvent } from '../../src/trace/events.js';

interface Read {
  readonly events: readonly TraceEvent[];
  readonly issues: readonly Issue[];
}

function read(source: Uint8Array, chunkBytes = source.length): Read {
  const events: TraceEvent[] = [];
  const issues: Issue[] = [];
  const reader = traceYaml.open({
    header: () => undefined,
    event: (event) => events.push(event),
    issue: (issue) => issues.push(issue),
  });
  for (let at = 0; at < source.length; at += Math.max(1, chunkBytes)) reader.push(source.subarray(at, at + chunkBytes));
  reader.end();
  return { events, issues };
}

const text = (source: string): Read => read(Buffer.from(source));

const HEAD = 'cxltrace: 1\ndevice: {}\nsteps:\n';
const WHOLE = `${HEAD}  - mailbox: get-event-records
    request: { log: dynamic-capacity }
    response: { records: [{ type: add-capacity, extent: { startDpa: 0x20000000, tag: null } }] }
  - qmp: cxl-add-dynamic-capacity
    arguments: { path: a, host-id: 0, extents: [{ offset: 0, len: 128MiB }] }
    return: {}
  - clock: 1s
  - expect: { accepted: [], pendingGroups: 0, divergences: [null-tag] }
`;

/** Pieces that stand in traces, in any order: nearer to YAML than random bytes are. */
const piece = fc.constantFrom(
  ...[
    '- ',
    '  ',
    '\n',
    ': ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '&a ',
    '*a',
    '!!int ',
    '"',
    "'",
    '|\n',
    '# ',
    '? ',
    '---\n',
    '<<',
  ],
  ...['mailbox', 'qmp', 'request', 'response', 'expect', 'steps', 'device', 'records', 'extents', 'startDpa', 'tag'],
  ...['get-event-records', 'release-dynamic-capacity', '0x4801', '1e999', '-1', '99999999999999999999', 'null', '~'],
  ...['__proto__', 'constructor', 'toString', '128MiB', '\t', '\r\n', '\u0000', '\ufeff', '\u2028'],
);

describe('reading a written trace is total', () => {
  test('any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => Array.isArray(read(bytes).events)));
  });

  test('any pieces below a good head', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => Array.isArray(text(HEAD + pieces.join('')).events)),
      { numRuns: 1000 },
    );
  });

  test('a good trace with one byte changed, or cut anywhere', () => {
    const source = Buffer.from(WHOLE);
    fc.assert(
      fc.property(fc.nat(source.length - 1), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
        const bytes = Uint8Array.from(isCut ? source.subarray(0, at) : source);
        if (!isCut) bytes[at] = byte;
        return Array.isArray(read(bytes).events);
      }),
      { numRuns: 1000 },
    );
  });

  test('every issue has a line and a column within the text', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const source = HEAD + pieces.join('');
        const lines = source.split('\n').length;
        for (const { line, column } of text(source).issues) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines + 1);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });
});

test('chunks make no difference', () => {
  const source = Buffer.from(WHOLE);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), (size) => {
      expect(read(source, size)).toEqual(read(source));
    }),
  );
});

describe('hostile sizes end in an issue, soon', () => {
  test.each([
    ['deep flow lists', `${HEAD}${'['.repeat(1_000_000)}`],
    ['deep block lists', `${HEAD}${'- '.repeat(1_000_000)}`],
    ['deep maps', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['a bomb of aliases', bomb(30)],
    ['many mistakes', `${HEAD}${'  - nothing\n'.repeat(20_000)}`],
    ['a large file', `${HEAD}${'# more\n'.repeat(1_400_000)}`],
    ['a number without end', `${HEAD}  - clock: ${'9'.repeat(1_000_000)}`],
  ])('%s', (_name, source) => {
    const { events, issues } = text(source);
    expect(events).toEqual([]);
    expect(issues.length).toBeGreaterThan(0);
    expect(issues.length).toBeLessThanOrEqual(101);
  });

  test('twenty thousand keys in one map', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `      key${index}: ${index}`).join('\n');
    const { events } = text(`${HEAD}  - qmp: query-status\n    arguments:\n${keys}\n`);
    expect(events).toHaveLength(1);
  });
});

/** Each anchor doubles the one before it. */
function bomb(levels: number): string {
  const anchors = Array.from(
    { length: levels },
    (_, level) => `  a${level + 1}: &a${level + 1} [*a${level}, *a${level}]`,
  );
  return `x:\n  a0: &a0 [1]\n${anchors.join('\n')}\ncxltrace: 1\ndevice: {}\nsteps: []\n`;
}
