import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBundled } from '../bundled.js';
import { shown, viewed } from '../viewed.js';

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

  it('is drawn in ASCII where the terminal has no more', async () => {
    const screen = await shown(model(80, 24), 'n', { colours: 'none', isLight: false, isAscii: true });
    expect(screen.match(/\P{ASCII}/gu)).toBeNull();
  });
});
