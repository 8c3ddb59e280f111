// Long recordings made from a bundled one: its records again and again, numbered on.

import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';

const CHUNK_BYTES = 1 << 22;

/**
 * Writes a recording of at least `bytesMin` bytes to `target`: the records of `sources` again and again, each with a reset
 * of the machine behind it. The sources should leave the device as they found it, or later rounds part from the replay.
 * Returns what was written.
 */
export function writeLongRecording(sources, target, bytesMin) {
  const recordings = sources.map((path) => readFileSync(path, 'utf8').trimEnd().split('\n'));
  const header = recordings[0][0];
  const records = recordings.flatMap(([, ...own]) => [...own, '{"kind":"reset","seq":0}']);
  const parts = records.map(split);
  const commandsEach = records.filter((line) => line.startsWith('{"kind":"mailbox"')).length;
  const file = openSync(target, 'w');
  let text = `${header}\n`;
  let written = 0;
  let seq = 1;
  let rounds = 0;
  for (; written < bytesMin; rounds++) {
    for (const [before, after] of parts) text += `${before}${seq++}${after}\n`;
    if (text.length >= CHUNK_BYTES || rounds === 0) {
      written += writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
  return { path: target, bytes: statSync(target).size, records: seq, commands: commandsEach * rounds };
}

/** A record's text before and after its number. */
function split(line) {
  const match = /^(.*?"seq":)\d+(.*)$/.exec(line);
  return [match[1], match[2]];
}
