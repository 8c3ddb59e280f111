import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { correctTrace } from '../../src/cli/check-update.js';
import { checkText } from '../checked.js';
import { goldenCases, rewriteGolden } from './cases.js';

const file = join(import.meta.dirname, 'check-update.md');
const update = (input: string): string => correctTrace(input).text;

describe('check --update', () => {
  if (process.env['UPDATE_GOLDEN'] === '1') rewriteGolden(file, update);
  const cases = goldenCases(file).map((one) => [one.title, one] as const);

  test.each(cases)('%s', (_title, { input, expected }) => expect(update(input)).toBe(expected));

  test.each(cases)('%s: what was written passes, and is not written again', (_title, { input, expected }) => {
    expect(checkText(input).trace.outcome).toBe('failed');
    expect(checkText(expected).failing).toEqual([]);
    expect(correctTrace(expected)).toEqual({ text: expected, changes: 0 });
  });
});
