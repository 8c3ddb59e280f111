import { type FSWatcher, statSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { sideFilePath } from './side-file.js';

/** Changes that come together are told together. */
const SETTLE_MS = 100;

/** When a trace or the expectations beside it changed last; 0 for what is not there. */
function changedMs(file: string): number {
  const paths = [file, sideFilePath(file)].filter((path) => path !== null);
  return Math.max(0, ...paths.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

/**
 * Calls `onChange` with the traces that changed or are new, again and again; `list` says which there are. Ends only by
 * the signal: the one who waits at a terminal is interrupted.
 */
export function watchTraces(
  list: () => readonly string[],
  onChange: (files: readonly string[]) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const known = new Map(list().map((file) => [file, changedMs(file)]));
  const watched = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let fail = (_error: unknown): void => undefined;
  const settle = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look().catch((error: unknown) => fail(error)), SETTLE_MS);
  };
  const watchFolders = (files: readonly string[]): void => {
    for (const folder of new Set(files.map((file) => dirname(file))))
      if (!watched.has(folder)) watched.set(folder, watch(folder, settle));
  };
  const look = async (): Promise<void> => {
    if (isRunning) return settle();
    const files = list();
    watchFolders(files);
    const changed = files.filter((file) => known.get(file) !== changedMs(file));
    if (changed.length === 0) return;
    isRunning = true;
    for (const file of changed) known.set(file, changedMs(file));
    await onChange(changed);
    // What --update wrote is no change.
    for (const file of changed) known.set(file, changedMs(file));
    isRunning = false;
  };
  watchFolders(list());
  return new Promise((done, reject) => {
    fail = reject;
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      for (const watcher of watched.values()) watcher.close();
      done();
    });
  });
}
