import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unreadable } from '../../src/cli/input.js';
import { readBundled } from '../bundled.js';
import { pressed, shown, viewed, viewedInput, viewedMerged } from '../viewed.js';

/** What is looked at: the first screen, the one that `n` leads to, and a pane of its own. */
const LOOKS = [
  { look: 'first', keys: '' },
  { look: 'next-divergence', keys: 'n' },
] as const;

const SIZES = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;

const TRACES = ['tag-based-release', 'accept-wrong-dpa', 'two-extents-one-backend'];

/** Compares with the file, or writes it. */
function expectScreen(name: string, actual: string): void {
  const path = join(import.meta.dirname, 'screens', `${name}.txt`);
  if (process.env['UPDATE_GOLDEN'] || !existsSync(path)) writeFileSync(path, actual);
  expect(actual).toBe(readFileSync(path, 'utf8'));
}

describe.each(TRACES)('the screen of %s', (trace) => {
  const name = `qemu-lazy-rfc/${trace}.ndjson`;
  for (const [columns, rows] of SIZES)
    it.each(LOOKS)(`${columns}x${rows}, $look`, async ({ look, keys }) => {
      const screen = await shown(viewed(name, readBundled(name), columns, rows), keys);
      expectScreen(`${trace}-${columns}x${rows}-${look}`, screen);
    });
});

describe('every screen', () => {
  const model = (columns: number, rows: number) =>
    viewed('x.ndjson', readBundled('qemu-lazy-rfc/tag-based-release.ndjson'), columns, rows);

  it.each(['2', '3', '4', '5', '4z', '?', '?mark', 'p', '/tag', '&opcode ==', ':exp'])(
    'after %s has a golden screen',
    async (keys) => {
      const names: Readonly<Record<string, string>> = {
        '?': 'palette',
        '/': 'search ',
        '&': 'filter ',
        ':': 'command ',
      };
      const spelled = keys.replace(/^[?/&:]/, (sign) => `${names[sign]}`).replace(/[^a-z0-9]+/g, '-');
      expectScreen(`keys-${spelled.replace(/^-|-$/g, '')}`, await shown(model(80, 24), `n${keys}`));
    },
  );

  it.each([
    ['empty', ''],
    ['binary', '\u0000\u0001\u0002 not text'],
    ['no-format', 'Dear diary, today nothing happened.\n'],
  ])('of a file that is %s says what to do', async (name, text) => {
    expectScreen(
      `nothing-${name}`,
      await shown(await viewedInput({ name: `${name}.log`, chunks: () => [Buffer.from(text)] })),
    );
  });

  it.each([
    ['missing', { code: 'ENOENT', message: 'ENOENT: no such file or directory' }],
    ['forbidden', { code: 'EACCES', message: 'EACCES: permission denied' }],
    ['broken', { code: 'EIO', message: 'EIO: i/o error, read' }],
  ])('of a file that is %s says what to do', async (name, error) => {
    const input = unreadable(`traces/${name}.ndjson`, Object.assign(new Error(error.message), { code: error.code }));
    expectScreen(`nothing-${name}`, await shown(await viewedInput(input)));
  });

  it.each(SIZES)('of several files tells by a letter which one a record is of, %ix%i', async (columns, rows) => {
    const logs = ['mmio.log', 'qmp.log', 'dmesg.txt'].map((name) => `logs/merge/raw-dcd-${name}`);
    const merged = pressed(await viewedMerged(logs, columns, rows), 't#7\r');
    expectScreen(`merged-${columns}x${rows}`, await shown(merged));
  });

  it.each(SIZES)('of a guest that drops an offer, from its raw logs, %ix%i', async (columns, rows) => {
    const logs = ['qemu-mmio', 'qmp'].map((folder) => `logs/${folder}/linux-7.3-raw-dcd.log`);
    const merged = await viewedMerged(logs, columns, rows);
    expectScreen(`raw-dcd-${columns}x${rows}-first`, await shown(merged));
    expectScreen(`raw-dcd-${columns}x${rows}-next-divergence`, await shown(pressed(merged, 'n')));
  });

  it('is drawn in ASCII where the terminal has no more', async () => {
    const screen = await shown(model(80, 24), 'n', { colours: 'none', isLight: false, isAscii: true });
    expect(screen.match(/\P{ASCII}/gu)).toBeNull();
  });
});
