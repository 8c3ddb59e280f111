import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryPaths, root, sourceFile } from './sources.js';

const TRACES_BYTES_MAX = 5 << 20;

const paths = repositoryPaths.filter((path) => path.startsWith('traces/'));
const folders = [...new Set(paths.map((path) => path.split('/').slice(1, -1).join('/')))].filter((one) => one !== '');

describe('the bundled traces', () => {
  it.each(folders)('of %s say where they are from', (folder) => {
    const top = folder.split('/')[0];
    expect(sourceFile('traces/README.md').text, 'add a line for the folder to traces/README.md').toContain(
      `(${top}/README.md)`,
    );
    expect(paths, 'say tool, version and how it was recorded in a README.md').toContain(`traces/${top}/README.md`);
  });

  it(`have at most ${TRACES_BYTES_MAX} bytes together`, () => {
    const bytes = paths.reduce((sum, path) => sum + statSync(resolve(root, path)).size, 0);
    expect(bytes, 'a clone should stay small: leave out recordings that show nothing new').toBeLessThanOrEqual(
      TRACES_BYTES_MAX,
    );
  });
});
