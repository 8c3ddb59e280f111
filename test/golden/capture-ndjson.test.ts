import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printJson } from '../../src/base/json-print.js';
import { captureNdjson } from '../../src/formats/capture-ndjson.js';
import { decodeEvent } from '../../src/report/decode-event.js';
import { goldenCases, rewriteGolden } from './cases.js';

const file = join(import.meta.dirname, 'capture-ndjson.md');

/** What the reader makes of a recording: a line for each record and each issue with its place. */
function read(text: string): string {
  const lines: string[] = [];
  const reader = captureNdjson.open({
    header: ({ profile, startsAtPowerOn, unrecorded }) =>
      lines.push(`header ${printJson({ profile, startsAtPowerOn, unrecorded })}`),
    event: (event) => lines.push(`event ${printJson(decodeEvent(event))}`),
    issue: ({ line, column, byteOffset, code, message }) =>
      lines.push(`${[line, column, byteOffset].map((one) => one ?? '-').join(':')} ${code}: ${message}`),
  });
  reader.push(Buffer.from(text));
  reader.end();
  return `${lines.join('\n')}\n`;
}

describe('what recordings can be wrong in', () => {
  if (process.env['UPDATE_GOLDEN'] === '1') rewriteGolden(file, read);
  test.each(goldenCases(file).map((one) => [one.title, one] as const))('%s', (_title, { input, expected }) => {
    expect(read(input)).toBe(expected);
  });
});
