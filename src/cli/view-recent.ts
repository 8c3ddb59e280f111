import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const KEPT_MAX = 12;

type Env = Readonly<Record<string, string | undefined>>;

/** Where programs keep what they remember of their use, by the XDG base directory specification. */
const recentFile = (env: Env): string =>
  join(env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'cxltrace', 'recent.json');

/** The files that were looked at last, the latest first; those that are gone are left out. */
export function recentPaths(env: Env): readonly string[] {
  try {
    const read: unknown = JSON.parse(readFileSync(recentFile(env), 'utf8'));
    if (!Array.isArray(read)) return [];
    return read.filter((path): path is string => typeof path === 'string' && existsSync(path)).slice(0, KEPT_MAX);
  } catch {
    return [];
  }
}

/** Remembers files that are looked at. Where nothing can be written, nothing is remembered. */
export function noteRecent(env: Env, names: readonly string[]): void {
  const paths = names.filter((name) => name !== '-' && existsSync(name)).map((name) => resolve(name));
  if (paths.length === 0) return;
  const kept = [...new Set([...paths, ...recentPaths(env)])].slice(0, KEPT_MAX);
  try {
    mkdirSync(dirname(recentFile(env)), { recursive: true });
    writeFileSync(recentFile(env), `${JSON.stringify(kept, null, 2)}\n`);
  } catch {
    // A home that is read-only is no reason not to look at a trace.
  }
}
