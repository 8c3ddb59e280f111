import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { main } from '../../src/cli/run.js';
import { goldenCases, rewriteGolden } from './cases.js';

const WIDTH = 80;

/** What the command line prints on a terminal that is 80 columns wide, and its exit code. */
async function run(line: string): Promise<{ readonly text: string; readonly code: number }> {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const io: Io = {
    out: write,
    err: write,
    stdin: Readable.from([]),
    columns: WIDTH,
    outIsTerminal: false,
    errIsTerminal: false,
    env: {},
  };
  const code = await main(line.split(' '), io);
  return { text, code };
}

const COMMANDS = ['profiles', 'profiles qemu-lazy-v1', 'profiles qemu-10.3', 'commands', 'formats'];
const printed = new Map(await Promise.all(COMMANDS.map(async (line) => [line, await run(line)] as const)));

const file = join(import.meta.dirname, 'lists.md');
const make = (input: string) => printed.get(input.replace(/^cxltrace /, '').trim())?.text ?? '';
if (process.env['UPDATE_GOLDEN'] === '1') rewriteGolden(file, make);

describe('the lists, 80 columns wide', () => {
  it.each(goldenCases(file).map((one) => [one.title, one] as const))('%s', (_title, { input, expected }) => {
    expect(make(input)).toBe(expected);
  });

  it.each([...printed].filter(([, { code }]) => code === 0))('%s fits', (_line, { text }) => {
    expect(text.split('\n').filter((line) => line.length > WIDTH)).toEqual([]);
  });

  it('an unknown name is told, with the nearest one', () => {
    expect(printed.get('profiles qemu-10.3')).toMatchObject({
      code: 2,
      text: expect.stringContaining('did you mean "qemu-10'),
    });
  });

  it('--json has every profile with its behaviours and commands', async () => {
    const { profiles, behaviours } = JSON.parse((await run('profiles --json')).text);
    for (const profile of profiles) {
      expect(Object.keys(profile.behaviours).sort()).toEqual(Object.keys(behaviours).sort());
      expect(profile.commands.primary).toContain('4802h');
      expect(profile.qmp).toContain('cxl-add-dynamic-capacity');
    }
  });
});
