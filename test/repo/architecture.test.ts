import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './sources.js';

/** ARCHITECTURE.md says again what the folders and the import rules are: here both are held against each other. */

const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
const folders = readdirSync(join(root, 'src'));

interface Rule {
  readonly from: { readonly path?: string };
  readonly to: { readonly pathNot?: string };
}

/** What each folder may import besides its own, by the rules that `npm run imports` checks. */
function rules(): ReadonlyMap<string, readonly string[]> {
  const { forbidden } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
    readonly forbidden: readonly Rule[];
  };
  return new Map(
    forbidden.flatMap(({ from, to }) => {
      const folder = /^\^src\/([a-z-]+)\/$/.exec(from.path ?? '')?.[1];
      const allowed = /^\^src\/\(([a-z|-]+)\)\/$/.exec(to.pathNot ?? '')?.[1]?.split('|');
      return folder === undefined || allowed === undefined
        ? []
        : [[folder, allowed.filter((one) => one !== folder).sort()] as const];
    }),
  );
}

const readers = folders.filter((name) => name.startsWith('readers'));

/** What the page's table says; the folders of readers share a row, which leaves their own order to the rule. */
function table(): ReadonlyMap<string, readonly string[]> {
  const rows = [...page.matchAll(/^\| ([a-z, -]+) \| (.+) \|$/gm)].slice(1);
  return new Map(
    rows.flatMap(([, names = '', allowed = '']) => {
      const listed = allowed === '–' ? [] : allowed.split(', ');
      const whole = listed.flatMap((one) => (one === 'all readers' ? readers : [one]));
      return names.split(', ').map((name) => [name, whole.sort()] as const);
    }),
  );
}

describe('ARCHITECTURE.md', () => {
  it('describes every folder', () => {
    const described = page.slice(page.indexOf('## Folders'), page.indexOf('| folder |'));
    expect(folders.filter((name) => !described.includes(`\`${name}/`))).toEqual([]);
  });

  it('has a rule for every folder but the one that may import all', () => {
    expect([...rules().keys(), 'cli'].sort()).toEqual([...folders].sort());
  });

  it('says in its table what the rules say', () => {
    const told = table();
    for (const [folder, allowed] of rules())
      if (!folder.startsWith('readers-')) expect({ folder, allowed: told.get(folder) }).toEqual({ folder, allowed });
    expect([...told.keys()].filter((name) => !folders.includes(name))).toEqual([]);
  });
});
