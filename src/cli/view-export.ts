import { writeFileSync } from 'node:fs';
import type { Session } from '../tui/session.js';
import { NdjsonWriter } from '../writers/write-ndjson.js';
import { YamlWriter } from '../writers/write-yaml.js';

/** Writes some records of a trace as a trace of their own. Returns what to tell. */
export function exportRecords(session: Session, seqs: readonly number[], path: string): string {
  if (session.head === null) return 'there is nothing to write';
  const writer = path.endsWith('.ndjson') ? new NdjsonWriter() : new YamlWriter();
  const events = seqs.flatMap((seq) => session.eventAt(session.columns.indexOfSeq(seq)) ?? []);
  try {
    // An existing file is somebody's work.
    writeFileSync(path, writer.header(session.head) + events.map((event) => writer.event(event)).join(''), {
      flag: 'wx',
    });
    return `${events.length} record${events.length === 1 ? '' : 's'} written to ${path}`;
  } catch (error) {
    return `not written: ${(error as Error).message}`;
  }
}
