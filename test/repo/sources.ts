import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export const root = resolve(import.meta.dirname, '../..');

/** A file of the repository; `path` is relative to its root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/** The files that Git tracks or would track, and that are there. */
export const repositoryPaths: readonly string[] = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 },
)
  .split('\0')
  .filter((path) => path !== '' && existsSync(resolve(root, path)));

export function sourceFile(path: string): SourceFile {
  const text = readFileSync(resolve(root, path), 'utf8');
  return { path, text, lines: text.replace(/\n$/, '').split('\n') };
}

/** The files whose path matches, read. */
export const filesMatching = (pattern: RegExp): readonly SourceFile[] =>
  repositoryPaths.filter((path) => pattern.test(path)).map(sourceFile);

/** What the modules of a folder of src/ export, by file name without ending; its index is left out. */
export async function modulesOf(folder: string): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const paths = repositoryPaths.filter((path) => new RegExp(`^src/${folder}/(?!index)[^/]+\\.ts$`).test(path));
  const modules = await Promise.all(
    paths.map(async (path) => {
      const module: unknown = await import(pathToFileURL(resolve(root, path)).href);
      return [basename(path, '.ts'), module as Record<string, unknown>] as const;
    }),
  );
  return new Map(modules);
}
