import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/assert.js';
import { printJson } from '../../src/base/json-print.js';
import { formats } from '../../src/formats/index.js';
import { decodeEvent } from '../../src/report/decode-event.js';
import type { Format, TraceSink } from '../../src/trace/format.js';
import { goldenCases, rewriteGolden } from './cases.js';

const NAMES = ['qmp-transcript', 'qmp-chardev', 'qmp-shell', 'libvirt-log', 'virsh'];

/** What the reader makes of a text: a line for each record and issue in the order in which they come. */
function read(format: Format, text: string): string {
  const lines: string[] = [];
  const open = (): TraceSink => {
    let source = '';
    return {
      header: (header) => {
        source = header.source === undefined ? '' : `${header.source} `;
        lines.push(`${source}header: ${header.recordedFrom ?? 'nothing known'}`);
      },
      event: (event) => {
        const { kind, seq, line, lines: span, timeNs, ...rest } = decodeEvent(event).event as Record<string, unknown>;
        const at = Array.isArray(span) ? span.join('-') : String(line);
        const time = timeNs === null ? '' : ` ${timeNs}ns`;
        lines.push(`${source}${at}${time} ${seq} ${kind} ${printJson(rest)}`);
      },
      issue: ({ line, code, message }) => lines.push(`${source}${line} ${code}: ${message}`),
      openTrace: open,
    };
  };
  const reader = format.open(open());
  reader.push(Buffer.from(text));
  reader.end();
  return `${lines.join('\n')}\n`;
}

const here = import.meta.dirname;
const files = readdirSync(here).flatMap((file) => {
  const name = file.endsWith('.md') ? NAMES.find((one) => file.startsWith(`${one}-`)) : undefined;
  return name === undefined ? [] : [{ file, name }];
});

describe.each(files)('$file', ({ file, name }) => {
  const format = present(
    formats.find((one) => one.name === name),
    'each of these formats is registered',
  );
  const path = join(here, file);
  if (process.env['UPDATE_GOLDEN'] === '1') rewriteGolden(path, (input) => read(format, input));
  test.each(goldenCases(path).map((one) => [one.title, one] as const))('%s', (_title, { input, expected }) => {
    expect(read(format, input)).toBe(expected);
  });
});
