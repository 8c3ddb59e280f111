import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { formats } from '../formats/index.js';
import { logsIn } from './folder-logs.js';
import { fileInput, type Input, type MissingInput, missing, unreadable } from './input.js';
import { type Io, streamChunks } from './io.js';

export type { Input, MissingInput } from './input.js';

/** The inputs that the arguments name; folders are walked, nothing at all means standard input. */
export function inputsOf(names: readonly string[], io: Io): readonly (Input | MissingInput)[] {
  if (names.length === 0 && io.stdinIsTerminal) io.err('reading standard input; Ctrl-D ends it\n');
  return (names.length === 0 ? ['-'] : names).flatMap((name) => inputsAt(name, io));
}

/** The files that the arguments name, and all in the folders that they name, as one input. */
export function mergedInput(names: readonly string[], io: Io): Input {
  const parts = names.flatMap((name) => (isFolder(name) ? everyFile(name) : inputsAt(name, io)));
  return { name: names.join(' + '), parts, chunks: () => [] };
}

export function isFolder(name: string): boolean {
  try {
    return statSync(name).isDirectory();
  } catch {
    return false;
  }
}

/** Every file of a folder, whatever its name: whether it is a log is told by its content. */
const everyFile = (folder: string): readonly Input[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !SIDE_FILE.test(entry.name))
    .map((entry) => ({ ...fileInput(join(folder, entry.name)), isOfFolder: true as const }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));

function inputsAt(name: string, io: Io): readonly (Input | MissingInput)[] {
  if (name === '-') return [{ name, chunks: () => streamChunks(io.stdin) }];
  try {
    const stat = statSync(name);
    if (!stat.isDirectory()) return [fileInput(name)];
    const files = [...walk(name)];
    return files.length > 0 ? files.map((file) => fileInput(file)) : [missing(name, noTraces(name))];
  } catch (error) {
    return [unreadable(name, error)];
  }
}

const noTraces = (name: string): string =>
  `no trace in this folder: it is walked for ${[...walkedEndings].join(', ')} (also .gz)${logsIn(name) || '; name other files themselves'}`;

/** The endings that a walk picks up. */
const walkedEndings: ReadonlySet<string> = new Set(formats.flatMap(({ endings }) => endings));

/** What stands beside a recording is no trace: its expectations, and the marks that were made in it. */
const SIDE_FILE = /\.(expect\.ya?ml|marks\.json)$/;

const isTrace = (name: string): boolean => {
  if (SIDE_FILE.test(name)) return false;
  const plain = name.endsWith('.gz') ? name.slice(0, -3) : name;
  return [...walkedEndings].some((ending) => plain.endsWith(ending));
};

function* walk(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') yield* walk(path);
    else if (entry.isFile() && isTrace(entry.name)) yield path;
  }
}
