import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { replayInput } from '../../src/cli/replay-input.js';
import { plainText } from '../../src/report/paint.js';
import { traceText } from '../../src/report/replay-text.js';
import { HOST_NAMES } from '../../src/trace/sides.js';
import { goldenCases, rewriteGolden } from './cases.js';

const path = join(import.meta.dirname, 'one-sided.md');

const TEXT = { paint: plainText, width: 120, causesMax: Number.POSITIVE_INFINITY, issuesMax: Number.POSITIVE_INFINITY };

async function replayed(title: string, input: string): Promise<string> {
  const host = HOST_NAMES.find((name) => title.includes(`--host ${name}`));
  const given = { name: 'given', chunks: () => [Buffer.from(input)] };
  const { results } = await replayInput(given, { profiles: [], ...(host !== undefined && { host }) }, null);
  return `${results.map((result) => traceText(result, TEXT)).join('\n')}\n`;
}

const actual = new Map<string, string>();
for (const { title, input } of goldenCases(path)) actual.set(title, await replayed(title, input));

describe('one-sided.md', () => {
  if (process.env['UPDATE_GOLDEN'] === '1') rewriteGolden(path, (_input, title) => actual.get(title) ?? '');
  test.each(goldenCases(path).map((one) => [one.title, one] as const))('%s', (title, { expected }) => {
    expect(actual.get(title)).toBe(expected);
  });
});
