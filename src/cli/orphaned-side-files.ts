import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const SIDE_FILE = /\.expect\.ya?ml$/;

/**
 * The side files below a folder whose recording is not beside them: a misspelt name would leave what they expect
 * untried, and everything passing. A written trace carries its expectations itself, so it is none.
 */
export function orphanedSideFiles(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(
    ({ name }) => !name.startsWith('.') && name !== 'node_modules',
  );
  const recordings = entries
    .filter(({ name }) => !/\.(ya?ml(\.gz)?|marks\.json)$/.test(name))
    .map(({ name }) => name.replace(/\.gz$/, '').replace(/\.[^.]+$/, ''));
  return entries
    .flatMap((entry) => {
      if (entry.isDirectory()) return orphanedSideFiles(join(folder, entry.name));
      const isOrphan = SIDE_FILE.test(entry.name) && !recordings.includes(entry.name.replace(SIDE_FILE, ''));
      return isOrphan ? [join(folder, entry.name)] : [];
    })
    .sort();
}
