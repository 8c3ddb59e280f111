// Prints how fast QMP logs are read, beside the floor of splitting the same lines and JSON.parse of each; asserts
// nothing. `node test/bench/qmp.mjs [MEGABYTES]`: the size of each log, 100 where not said.

import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { compared } from './measure.mjs';

const root = resolve(import.meta.dirname, '../..');
const SOURCE = join(root, 'traces/logs/qmp/linux-7.3-raw-dcd.log');
const MB = 1e6;
const ROUNDS = 5;
const bytes = Number(process.argv[2] ?? 100) * MB;
/** `1795391282.224977 -> `: what stands before a message. */
const STAMP_BYTES = 21;

const messages = readFileSync(SOURCE, 'utf8').trimEnd().split('\n');
const bare = messages.map((line) => line.slice(STAMP_BYTES));
const LOGS = [
  { name: 'both directions, timed', format: 'qmp-transcript', lines: messages, skip: STAMP_BYTES },
  { name: 'both directions', format: 'qmp-transcript', lines: bare, skip: 0 },
  {
    name: 'answers only',
    format: 'qmp-chardev',
    lines: messages.filter((line) => line.includes(' <- ')).map((line) => line.slice(STAMP_BYTES)),
    skip: 0,
  },
];

const folder = mkdtempSync(join(tmpdir(), 'cxltrace-bench-'));
try {
  const reader = await writeProgram('reader', readerSource());
  const floor = await writeProgram('floor', floorSource());
  console.log(`Whole processes, CPU, median of ${ROUNDS}; load ${loadavg()[0].toFixed(1)}`);
  for (const { name, format, lines, skip } of LOGS) {
    const path = writeLog(lines);
    const { read, parsed } = await compared(
      { read: [reader, path, format], parsed: [floor, path, String(skip)] },
      ROUNDS,
    );
    console.log(`\n${name} (${format})`);
    row('reader', `${rate(read.cpuMs)}; at most ${read.rssMiB.toFixed(0)} MiB; ${read.output.trim()}`);
    row('lines + JSON.parse', `${rate(parsed.cpuMs)}; at most ${parsed.rssMiB.toFixed(0)} MiB`);
    row('floor / reader', `${(parsed.cpuMs / read.cpuMs).toFixed(2)} of its speed`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** The lines again and again until the size is reached. */
function writeLog(lines) {
  const path = join(folder, 'long.log');
  const text = `${lines.join('\n')}\n`;
  const file = openSync(path, 'w');
  for (let written = 0; written < bytes; written += text.length) writeSync(file, text);
  closeSync(file);
  return path;
}

async function writeProgram(name, source) {
  const entry = join(folder, `${name}.ts`);
  writeFileSync(entry, source);
  const outfile = join(folder, `${name}.mjs`);
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
  return outfile;
}

/** A format's reader with a sink that counts. */
function readerSource() {
  const file = (name) => JSON.stringify(join(root, `src/formats/${name}.ts`));
  return `import { openSync, readSync } from 'node:fs';
    import { qmpChardev } from ${file('qmp-chardev')};
    import { qmpTranscript } from ${file('qmp-transcript')};
    let events = 0, issues = 0;
    const format = [qmpChardev, qmpTranscript].find(({ name }) => name === process.argv[3]);
    const reader = format.open({ header() {}, event() { events++; }, issue() { issues++; } });
    const buffer = Buffer.allocUnsafe(1 << 20);
    const file = openSync(process.argv[2], 'r');
    for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer))
      reader.push(buffer.subarray(0, length));
    reader.end();
    console.log(events + ' events, ' + issues + ' issues');`;
}

/** What any reader must do: find the lines and parse each. */
function floorSource() {
  return `import { openSync, readSync } from 'node:fs';
    const skip = Number(process.argv[3]);
    const buffer = Buffer.allocUnsafe(1 << 20);
    const file = openSync(process.argv[2], 'r');
    let carry = Buffer.alloc(0), answers = 0;
    for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
      const bytes = carry.length === 0 ? buffer.subarray(0, length) : Buffer.concat([carry, buffer.subarray(0, length)]);
      let start = 0;
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
        if (JSON.parse(bytes.utf8Slice(start + skip, end)).return !== undefined) answers++;
        start = end + 1;
      }
      carry = Buffer.from(bytes.subarray(start));
    }
    console.log(answers + ' answers');`;
}

function rate(ms) {
  return `${(bytes / MB / (ms / 1000)).toFixed(0)} MB/s, ${ms.toFixed(0)} ms`;
}

function row(name, text) {
  console.log(`  ${name.padEnd(20)} ${text}`);
}
