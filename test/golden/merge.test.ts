import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printJson } from '../../src/base/json-print.js';
import { readInput } from '../../src/cli/read-input.js';
import { decodeEvent } from '../../src/report/decode-event.js';
import type { TraceEvent } from '../../src/trace/events.js';
import type { TraceSink } from '../../src/trace/format.js';
import { readBundled } from '../bundled.js';
import { goldenCases, rewriteGolden } from './cases.js';

const file = join(import.meta.dirname, 'merge-timelines.md');

/** The files of an input: each below a line with its name. */
const filesIn = (input: string) =>
  input.split(/^--- /m).flatMap((part) => {
    const [name = '', ...lines] = part.split('\n');
    return name === '' ? [] : [{ name, chunks: () => [Buffer.from(lines.join('\n'))] }];
  });

const place = ({ file: name, line, alsoIn = [] }: TraceEvent): string =>
  [`${name}:${line}`, ...alsoIn.map((one) => `${one.file}:${one.line}`)].join(' = ');

/** A line for each event, then for each thing that the merge concluded, and each issue. */
async function timeline(parts: readonly { readonly name: string; chunks(): readonly Uint8Array[] }[]): Promise<string> {
  const events: string[] = [];
  const others: string[] = [];
  const sink: TraceSink = {
    header: ({ inferred = [] }) => {
      for (const { what, value } of inferred) if (what.startsWith('merge')) others.push(`${what}: ${value}`);
    },
    event: (event) => {
      const { kind, seq, line, lines, timeNs, source, alsoIn, ...rest } = decodeEvent(event) as Record<string, unknown>;
      const time = event.timeNs === null ? '-' : `${Number(event.timeNs) / 1e6} ms`;
      events.push(`${place(event)} | ${time} | ${kind} ${printJson(rest)}`);
    },
    issue: (issue) => others.push(`${issue.file}:${issue.line} ${issue.code}: ${issue.message}`),
  };
  await readInput({ name: 'merged', parts, chunks: () => [] }, undefined, sink);
  return `${[...events, ...others].join('\n')}\n`;
}

const rendered = new Map<string, string>();
for (const { input } of goldenCases(file)) rendered.set(input, await timeline(filesIn(input)));
if (process.env['UPDATE_GOLDEN'] === '1') rewriteGolden(file, (input) => rendered.get(input) ?? '');

describe('merge-timelines.md', () => {
  it.each(goldenCases(file).map((one) => [one.title, one] as const))('%s', (_title, { input, expected }) => {
    expect(rendered.get(input)).toBe(expected);
  });
});

describe('a piece of a real incident', () => {
  const pieces = ['mmio.log', 'qmp.log', 'dmesg.txt'].map((name) => ({
    name,
    chunks: () => [readBundled(`logs/merge/raw-dcd-${name}`)],
  }));

  it('has each command once, with its payload, whichever file is named first', async () => {
    const [one, other] = [await timeline(pieces), await timeline(pieces.toReversed())];
    const commands = (text: string) => text.split('\n').filter((line) => / mailbox |\| qmp /.test(line));
    expect(commands(one)).toEqual(commands(other));
    expect(commands(one)).toHaveLength(13);
    expect(commands(one).every((line) => !line.includes('"requestHex":null'))).toBe(true);
    expect(one).toContain('merge.clock: dmesg.txt: its times plus');
  });
});
