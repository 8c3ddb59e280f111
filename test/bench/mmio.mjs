// Prints how fast a register trace is read, beside gawk printing one field of the same file, and two readers at once
// beside one; asserts nothing. `node test/bench/mmio.mjs [MEGABYTES]`: the size of the log, 500 where not said.

import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { measure } from './measure.mjs';

const root = resolve(import.meta.dirname, '../..');
const SOURCE = join(root, 'traces/logs/qemu-mmio/linux-7.3-boot.log');
const MB = 1e6;
const ROUNDS = 5;
/** The value that was read or written. */
const FIELD = 9;
const bytes = Number(process.argv[2] ?? 500) * MB;

const folder = mkdtempSync(join(tmpdir(), 'cxltrace-bench-'));
try {
  const log = writeLog(join(folder, 'long.log'));
  const reader = await writeReader();
  console.log(`${(log.bytes / MB).toFixed(0)} MB, ${log.lines} lines; load ${loadavg()[0].toFixed(1)}`);
  await speed(reader, log);
  await parallel(reader, log);
} finally {
  rmSync(folder, { recursive: true });
}

async function speed(reader, log) {
  const runs = { reader: [], gawk: [] };
  for (let round = 0; round < ROUNDS; round++) {
    runs.reader.push(await measure([reader, log.path]));
    runs.gawk.push(gawk(log.path));
  }
  const read = median(runs.reader, 'cpuMs');
  row('qemu-mmio', `${rate(log, read)}; at most ${median(runs.reader, 'rssMiB').toFixed(0)} MiB`);
  row('reads', runs.reader[0].output.trim());
  if (runs.gawk[0] === null) {
    row('gawk', 'skipped: it is not installed');
    return;
  }
  const printed = median(runs.gawk, 'cpuMs');
  row(`gawk '{print $${FIELD}}'`, rate(log, printed));
  row('gawk / qemu-mmio', `${(printed / read).toFixed(2)} times its speed, whole process, CPU, median of ${ROUNDS}`);
}

async function parallel(reader, log) {
  if (availableParallelism() < 2) {
    row('two readers at once', 'skipped: there is one processor');
    return;
  }
  const ratios = [];
  for (let round = 0; round < ROUNDS; round++) {
    const alone = await measure([reader, log.path]);
    const [left, right] = await Promise.all([measure([reader, log.path]), measure([reader, log.path])]);
    ratios.push({ ratio: (2 * alone.wallMs) / Math.max(left.wallMs, right.wallMs) });
  }
  row('two readers at once', `${median(ratios, 'ratio').toFixed(2)} times the work of one in the same time`);
}

/** CPU milliseconds of gawk, as the shell tells it of its children; null where there is none. */
function gawk(path) {
  if (spawnSync('gawk', ['--version']).error !== undefined) return null;
  const script = `gawk '{print $${FIELD}}' "$1" > /dev/null; times`;
  const { stdout } = spawnSync('sh', ['-c', script, 'sh', path], { encoding: 'utf8' });
  const times = [...(stdout.trim().split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return { cpuMs: times.reduce((sum, [, minutes, seconds]) => sum + 60_000 * minutes + 1000 * seconds, 0) };
}

/** The bundled log again and again until the size is reached. */
function writeLog(path) {
  const log = readFileSync(SOURCE);
  const times = Math.ceil(bytes / log.length);
  const file = openSync(path, 'w');
  for (let time = 0; time < times; time++) writeSync(file, log);
  closeSync(file);
  const lines = times * log.toString('latin1').split('\n').length - times;
  return { path, bytes: times * log.length, lines };
}

/** The reader with a sink that counts, as a program of one file. */
async function writeReader() {
  const source = join(folder, 'reader.ts');
  writeFileSync(
    source,
    `import { openSync, readSync } from 'node:fs';
     import { qemuMmio } from ${JSON.stringify(join(root, 'src/formats/qemu-mmio.ts'))};
     let events = 0, issues = 0;
     const reader = qemuMmio.open({ header() {}, event() { events++; }, issue() { issues++; } });
     const buffer = Buffer.allocUnsafe(1 << 20);
     const file = openSync(process.argv[2], 'r');
     for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer))
       reader.push(buffer.subarray(0, length));
     reader.end();
     console.log(events + ' events, ' + issues + ' issues');`,
  );
  const outfile = join(folder, 'reader.mjs');
  await build({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
  return outfile;
}

function median(runs, key) {
  return runs.map((run) => run[key]).sort((left, right) => left - right)[runs.length >> 1];
}

function rate(log, ms) {
  const lines = Math.round(log.lines / (ms / 1000)).toLocaleString('en');
  return `${lines} lines/s, ${(log.bytes / MB / (ms / 1000)).toFixed(0)} MB/s; ${ms.toFixed(0)} ms CPU`;
}

function row(name, text) {
  console.log(`  ${name.padEnd(22)} ${text}`);
}
