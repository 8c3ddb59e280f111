import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join, relative } from 'node:path';
import { detectFormat } from '../formats/index.js';
import { HEAD_BYTES } from './input.js';

/** So many files of a folder are looked into: it may be anything, such as a home. */
const LOOKED_MAX = 200;
const NAMED_MAX = 4;

/** The files of a folder that a format recognises by their content, in words for a message; empty where there are none. */
export function logsIn(folder: string): string {
  const found = filesBelow(folder)
    .slice(0, LOOKED_MAX)
    .flatMap((path) => {
      const format = detectFormat(headOf(path));
      return format === null ? [] : [`${relative(folder, path)} (${format.name})`];
    });
  if (found.length === 0) return '';
  const more = found.length > NAMED_MAX ? ` and ${found.length - NAMED_MAX} more` : '';
  return `; it has logs: ${found.slice(0, NAMED_MAX).join(', ')}${more}. Name them; "replay --merge" reads those of a folder as one incident`;
}

function filesBelow(folder: string): readonly string[] {
  const files: string[] = [];
  const folders = [folder];
  for (let next = folders.shift(); next !== undefined && files.length < LOOKED_MAX; next = folders.shift())
    for (const entry of entriesOf(next)) {
      const path = join(next, entry.name);
      if (entry.isFile()) files.push(path);
      else if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') folders.push(path);
    }
  return files.sort();
}

/** What cannot be looked into has no logs to name. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function headOf(path: string): Uint8Array {
  const head = Buffer.alloc(HEAD_BYTES);
  try {
    const file = openSync(path, 'r');
    try {
      return head.subarray(0, readSync(file, head));
    } finally {
      closeSync(file);
    }
  } catch {
    return head.subarray(0, 0);
  }
}
