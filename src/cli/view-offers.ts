import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Offered } from '../tui/model.js';
import { inputsOf } from './inputs.js';
import type { Io } from './io.js';

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

/** The bundled traces for the start screen, that of the tour first. */
export function bundledTraces(io: Io): readonly Offered[] {
  const folder = tracesFolder();
  if (folder === null) return [];
  const all = inputsOf([folder], io).map(({ name }) => ({ path: name, title: titleOf(name) }));
  const isFirst = ({ path }: Offered) => relative(folder, path) === TOUR_TRACE;
  return [...all.filter(isFirst), ...all.filter((one) => !isFirst(one))];
}

/** A written trace says in its first lines what it is about. */
function titleOf(path: string): string {
  if (!/\.ya?ml$/.test(path)) return 'recording';
  const title = /^title: *(.*)$/m.exec(readFileSync(path, 'utf8').slice(0, 2000));
  return title?.[1]?.replace(/^['"]|['"]$/g, '') ?? '';
}
