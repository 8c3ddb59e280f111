import { appendFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formats } from '../../src/formats/index.js';
import { TRACES } from '../bundled.js';
import { cxltrace } from '../command-line.js';

const root = resolve(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'docs/from-report-to-ci.md'), 'utf8');

/** What a reader does, in the order of the page: commands, and lines that go to the end of a file. */
const blocks = [...guide.matchAll(/^```(sh|yaml)\n([\s\S]*?)^```$/gm)].map(([, kind = '', text = '']) => ({
  kind,
  text,
}));

const COMMAND = /^npx cxltrace (?<args>.*?)(?: > (?<file>\S+))?(?: {2}# exit (?<code>\d+))?$/;
const APPENDED = /^# at the end of (?<file>\S+)\n(?<lines>[\s\S]*)$/;

/** The words of a command line, where quotes hold one together. */
const words = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

describe('the page from a report to CI', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cxltrace-guide-'));
  symlinkSync(TRACES, join(folder, 'traces'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const placed = (word: string) => (/^traces\/|\.yaml$/.test(word) ? join(folder, word) : word);

  it('does what it says, with the exit codes that it says', async () => {
    let ran = 0;
    for (const { kind, text } of blocks) {
      const appended = APPENDED.exec(text)?.groups;
      if (appended !== undefined) appendFileSync(join(folder, appended['file'] as string), appended['lines'] as string);
      for (const line of kind === 'sh' ? text.trimEnd().split('\n') : []) {
        const { args = '', file, code = '0' } = COMMAND.exec(line)?.groups ?? {};
        const result = await cxltrace(words(args).map(placed));
        expect({ line, code: result.code, err: result.err }).toEqual({ line, code: Number(code), err: '' });
        if (file !== undefined) writeFileSync(join(folder, file), result.out);
        ran++;
      }
    }
    expect(ran).toBeGreaterThan(8);
  });

  it('shows a job that is YAML and runs what is there', () => {
    const job = blocks.find(({ text }) => text.startsWith('jobs:'))?.text ?? '';
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const [, script = ''] of job.matchAll(/run (\w+)$/gm)) expect(scripts).toHaveProperty(script);
    expect(job).toContain('dist/cli/main.js check');
  });
});

describe('the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');

  it('shows its first trace as the command prints it', async () => {
    const [, file = '', shown = ''] =
      /^npx cxltrace replay (\S+)\n```\n\n```\n([\s\S]*?)\n {2}…\n```$/m.exec(readme) ?? [];
    const { out } = await cxltrace(['replay', join(root, file)]);
    expect(shown.length).toBeGreaterThan(200);
    expect(out.replaceAll(`${root}/`, '').startsWith(shown)).toBe(true);
  });

  it('names every format', () => {
    const table = readme.slice(readme.indexOf('## Formats'), readme.indexOf('## Look at a trace'));
    expect(formats.filter(({ name }) => !table.includes(`\`${name}\``)).map(({ name }) => name)).toEqual([]);
  });
});
