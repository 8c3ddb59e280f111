import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/assert.js';
import { formats } from '../../src/formats/index.js';
import { goldenCases, rewriteGolden } from './cases.js';
import { logText } from './log-text.js';

/** The golden files of some formats, `NAME-….md`: what is read of the logs in them. */
export function describeLogs(names: readonly string[]): void {
  const here = import.meta.dirname;
  const files = readdirSync(here).flatMap((file) => {
    const name = file.endsWith('.md') ? names.find((one) => file.startsWith(`${one}-`)) : undefined;
    return name === undefined ? [] : [{ file, name }];
  });

  describe.each(files)('$file', ({ file, name }) => {
    const format = present(
      formats.find((one) => one.name === name),
      'each of these formats is registered',
    );
    const path = join(here, file);
    if (process.env['UPDATE_GOLDEN'] === '1') rewriteGolden(path, (input) => logText(format, input));
    test.each(goldenCases(path).map((one) => [one.title, one] as const))('%s', (_title, { input, expected }) => {
      expect(logText(format, input)).toBe(expected);
    });
  });
}
