import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Profile } from '../../src/device/profile.js';
import { Analysis } from '../../src/divergence/analysis.js';
import { divergenceKinds } from '../../src/divergence/index.js';
import { detectFormat } from '../../src/formats/index.js';
import { profiles } from '../../src/profiles/index.js';
import { plainText } from '../../src/report/paint.js';
import { profilesText, profileText } from '../../src/report/profiles-text.js';
import { bundled, readBundled, readTrace } from '../bundled.js';
import { Engine } from '../engine.js';
import { root, sourceFile } from '../repo/sources.js';

/** The profile of the recipe in ARCHITECTURE.md, run as it stands there, from a file beside the other profiles'. */
async function profileOfRecipe(folder: string): Promise<Profile> {
  const [, recipe = ''] =
    /- \*\*A profile\*\*[\s\S]*?```ts\n([\s\S]*?)```/.exec(sourceFile('ARCHITECTURE.md').text) ?? [];
  const profilesFolder = resolve(root, 'src/profiles');
  const source = recipe.replaceAll(/from '(\.[^']+)'/g, (_, path: string) => `from '${resolve(profilesFolder, path)}'`);
  const file = join(folder, 'qemu-10.2-patched.ts');
  writeFileSync(file, source);
  const module: Record<string, unknown> = await import(file);
  return Object.values(module)[0] as Profile;
}

const folder = mkdtempSync(join(tmpdir(), 'cxltrace-'));
const patched = await profileOfRecipe(folder);
const [base] = [...profiles.values()].filter(({ name }) => name === 'qemu-10.2');

afterAll(() => rmSync(folder, { recursive: true }));

/** Where a trace and a profile part. */
function causes(profile: Profile, name: string): readonly string[] {
  const bytes = readBundled(name);
  const analysis = new Analysis(divergenceKinds, () => ({ profile, inferred: [] }));
  const reader = detectFormat(bytes)?.open(analysis);
  reader?.push(bytes);
  reader?.end();
  const { divergences } = analysis.result(name, null);
  return divergences
    .filter(({ basis, followsFrom }) => basis === 'replay' && followsFrom === null)
    .map(({ line, path }) => `line ${line}: ${path}`);
}

describe('a profile made after the recipe', () => {
  it('differs from its base where its behaviour does, and nowhere else', () => {
    const differing = bundled('.yaml')
      .filter((name) => name.startsWith('behaviours/') && readTrace(readBundled(name)).header?.profile === base?.name)
      .filter((name) => causes(patched, name).length > 0);
    // Poison is a command that it has not.
    expect(differing).toEqual(['behaviours/pending-lookup.yaml', 'behaviours/poison-address.yaml']);
  });

  it('answers as recorded where no recording shows what it does otherwise', () => {
    for (const name of ['dc-tag', 'fm-info', 'fm-release', 'dc-pending-counts'])
      expect(causes(patched, `qemu-10.2/${name}.ndjson`)).toEqual([]);
  });

  it('has no commands that it leaves out, and says so in its Command Effects Log', () => {
    const engine = new Engine({}, patched);
    expect(engine.mailbox(0x4300, '00'.repeat(16))).toBe('03');
    const logSize = (profile: Profile) => Number.parseInt(new Engine({}, profile).mailbox(0x0400).slice(-8, -6), 16);
    // 4300h, 4301h, 4302h, 4304h and 4305h, four bytes each.
    expect(logSize(base as Profile) - logSize(patched)).toBe(20);
  });

  it('is listed with the others', () => {
    const look = { paint: plainText, width: 80 };
    const listed = profilesText([...profiles.values(), patched], look);
    expect(listed).toContain(`${profiles.size + 1} qemu-10.2-patched\n`);
    expect(listed).toMatch(/b {2}any-group\n {5}› cxl-3\.1, qemu-10\.2-patched/);
    expect(profileText(patched, look)).toContain('  pendingLookup  any-group\n');
  });
});
