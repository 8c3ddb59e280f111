import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Offered } from '../tui/model.js';
import { inputsOf } from './inputs.js';
import type { Io } from './io.js';
import { recentPaths } from './view-recent.js';

/** What a guided tour walks through: a divergence, a state that shows why, and a tag to follow. */
const TOUR_TRACE = 'qemu-lazy-rfc/tag-based-release.ndjson';

/** The folder of bundled traces: beside the code, however deep that lies; null where it was not installed. */
function tracesFolder(): string | null {
  for (let folder = dirname(fileURLToPath(import.meta.url)); dirname(folder) !== folder; folder = dirname(folder)) {
    const traces = join(folder, 'traces');
    if (existsSync(join(traces, 'README.md'))) return traces;
  }
  return null;
}

/** What the start screen offers: the files that were looked at last, and the bundled traces, that of the tour first. */
export function offers(io: Io): readonly Offered[] {
  const recent = recentPaths(io.env).map((path): Offered => ({ path, title: '', group: 'recent' }));
  return [...recent, ...bundledTraces(io)];
}

function bundledTraces(io: Io): readonly Offered[] {
  const folder = tracesFolder();
  if (folder === null) return [];
  const all = inputsOf([folder], io).map(({ name }): Offered => {
    const isTour = relative(folder, name) === TOUR_TRACE;
    return { path: name, title: titleOf(name), group: 'bundled', ...(isTour && { isTour }) };
  });
  return [...all.filter(({ isTour }) => isTour), ...all.filter(({ isTour }) => !isTour)];
}

/** A written trace says in its first lines what it is about. */
function titleOf(path: string): string {
  if (!/\.ya?ml$/.test(path)) return 'recording';
  const title = /^title: *(.*)$/m.exec(readFileSync(path, 'utf8').slice(0, 2000));
  return title?.[1]?.replace(/^['"]|['"]$/g, '') ?? '';
}
