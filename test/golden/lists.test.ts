import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cxltrace } from '../command-line.js';
import { goldenCases, rewriteGolden } from './cases.js';

const WIDTH = 80;

/** What the command line prints on 80 columns, and its exit code. */
const run = (line: string) => cxltrace(line.split(' '));

const COMMANDS = [
  ...[
    'profiles',
    'profiles qemu-lazy-v1',
    'profiles qemu-10.3',
    'commands',
    'formats',
    'explain',
    'help',
    'help replya',
  ],
  ...['commands 0x4802', 'commands 0100h cxl-add-dynamic-capacity', 'commands media-operations', 'commands 4804'],
  ...['replay', 'decode', 'convert', 'check', 'view', 'explain', 'formats', 'commands'].map((name) => `help ${name}`),
];
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

  it('an unknown command is told, wherever it is named', () => {
    expect(printed.get('help replya')).toMatchObject({
      code: 2,
      text: expect.stringContaining('did you mean "replay"'),
    });
    expect(printed.get('commands 4804')).toMatchObject({ code: 2, text: expect.stringContaining('"4804"') });
  });

  it('every command has a page that fits, by its opcode, its name and in JSON', async () => {
    const { mailbox, qmp } = JSON.parse((await run('commands --json')).text);
    expect(mailbox.length).toBeGreaterThan(40);
    for (const { opcode, key } of mailbox) {
      const page = await run(`commands ${opcode}`);
      expect(page.text).toBe((await run(`commands ${key}`)).text);
      expect(page.text.split('\n').filter((line) => line.length > WIDTH)).toEqual([]);
      const [one] = JSON.parse((await run(`commands --json ${key}`)).text).mailbox;
      expect(one).toMatchObject({ opcode, request: { fields: expect.any(Array) } });
    }
    for (const { name } of qmp) {
      const [one] = JSON.parse((await run(`commands --json ${name}`)).text).qmp;
      expect(one).toMatchObject({ name, members: expect.any(Array), returns: expect.any(String) });
    }
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
