import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { isJsonObject } from '../base/json.js';
import { readJson } from '../base/json-exact.js';
import { parseYaml } from '../yaml/yaml-parse.js';

/** A title stands before the steps. */
const HEAD_BYTES = 1 << 16;

/** What a trace calls itself, from its beginning alone, since it is asked of a whole corpus; null where it does not. */
export function traceTitle(file: string): string | null {
  const head = headOf(file);
  if (!head.includes('cxltrace')) return null;
  return head.startsWith('{') ? titleOfRecord(head.split('\n', 1)[0] as string) : titleOfYaml(head);
}

function titleOfRecord(line: string): string | null {
  const read = readJson(line);
  const title = 'value' in read && isJsonObject(read.value) ? read.value['title'] : undefined;
  return typeof title === 'string' ? title : null;
}

function titleOfYaml(head: string): string | null {
  const root = parseYaml(head.split(/^steps:/m, 1)[0] as string, () => undefined);
  const title = root?.kind === 'map' ? root.entries.get('title')?.value : undefined;
  return title?.kind === 'scalar' && title.value !== null ? title.source.trim() : null;
}

/** The first characters of a file, uncompressed where it is gzip; none of what is no file. */
function headOf(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return '';
  try {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(HEAD_BYTES);
      const head = buffer.subarray(0, readSync(file, buffer));
      const isGzip = head[0] === 0x1f && head[1] === 0x8b;
      return (isGzip ? gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }) : head).toString();
    } finally {
      closeSync(file);
    }
  } catch {
    // Whoever reads it to check it says why it cannot be read.
    return '';
  }
}
