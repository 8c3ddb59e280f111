import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printJson } from '../../src/base/json-print.js';
import { traceYaml } from '../../src/formats/trace-yaml.js';
import { decodeEvent } from '../../src/report/decode-event.js';
import { goldenCases, rewriteGolden } from './cases.js';

/** What the reader makes of a text: a line for each event and each issue with its place, and in front the header. */
function read(text: string, withHeader: boolean): string {
  const lines: string[] = [];
  const reader = traceYaml.open({
    header: ({ line: _line, ...header }) => withHeader && lines.push(`header ${printJson(header)}`),
    event: (event) => lines.push(`event ${printJson(decodeEvent(event))}`),
    issue: ({ line, column, code, message }) => lines.push(`${line}:${column} ${code}: ${message}`),
  });
  reader.push(Buffer.from(text));
  reader.end();
  return `${lines.join('\n')}\n`;
}

const here = import.meta.dirname;
const files = readdirSync(here).filter((name) => name.startsWith('trace-yaml-') && name.endsWith('.md'));

describe.each(files)('%s', (name) => {
  const file = join(here, name);
  const make = (input: string) => read(input, name.includes('header'));
  if (process.env['UPDATE_GOLDEN'] === '1') rewriteGolden(file, make);
  test.each(goldenCases(file).map((one) => [one.title, one] as const))('%s', (_title, { input, expected }) => {
    expect(make(input)).toBe(expected);
  });
});
