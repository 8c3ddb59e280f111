// Prints how fast and how large a replay is, against the floor of splitting lines and JSON.parse; asserts nothing.
// `node test/bench/run.mjs [MEGABYTES]`: the size of the long recording, 500 where not said.

import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { compared, measure, waited } from './measure.mjs';

const root = resolve(import.meta.dirname, '../..');
const cli = join(root, 'dist/cli/main.js');
const floor = join(import.meta.dirname, 'floor.mjs');
const MB = 1e6;
const SHORT_MB = 20;
const ROUNDS = 5;
const START_ROUNDS = 15;
const longMB = Number(process.argv[2] ?? 500);

const folder = mkdtempSync(join(tmpdir(), 'cxltrace-bench-'));
const writeLives = await recorder();
try {
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0].toFixed(1)}`,
  );
  await startUp();
  await speed();
  await memory();
} finally {
  rmSync(folder, { recursive: true });
}

/** The writer of long recordings, which needs the engine: bundled beside what it writes. */
async function recorder() {
  const outfile = join(folder, 'lives.mjs');
  const entryPoints = [join(import.meta.dirname, 'lives.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  return (await import(outfile)).writeLives;
}

async function startUp() {
  const { help, node } = await compared({ help: [cli, '--help'], node: ['-e', '0'] }, START_ROUNDS, waited);
  heading(`Start-up, median of ${START_ROUNDS}`);
  row('cxltrace --help', `${ms(help.wallMs)} wall`);
  row('node -e 0', `${ms(node.wallMs)} wall`);
  row('difference', `${ms(help.wallMs - node.wallMs)} wall`);
}

async function speed() {
  const recording = writeLives(join(folder, 'short.ndjson'), SHORT_MB * MB);
  const { replay, parse } = await compared(
    { replay: [cli, 'replay', '--json', recording.path], parse: [floor, recording.path] },
    ROUNDS,
  );
  heading(`Speed, whole process, median of ${ROUNDS}: ${size(recording)}`);
  row('replay --json', rate(recording, replay.wallMs, replay.cpuMs));
  row('lines + JSON.parse', rate(recording, parse.wallMs, parse.cpuMs));
  row(
    'replay / floor',
    `${(replay.wallMs / parse.wallMs).toFixed(2)} wall, ${(replay.cpuMs / parse.cpuMs).toFixed(2)} CPU`,
  );
  row('replay says', verdict(replay.output));
}

async function memory() {
  const recording = writeLives(join(folder, 'long.ndjson'), longMB * MB);
  const replay = await measure([cli, 'replay', '--json', recording.path]);
  const parse = await measure([floor, recording.path]);
  heading(`Memory, one run: ${size(recording)}`);
  row('replay --json', `${replay.rssMiB.toFixed(0)} MiB at most; ${rate(recording, replay.wallMs, replay.cpuMs)}`);
  row('lines + JSON.parse', `${parse.rssMiB.toFixed(0)} MiB at most; ${rate(recording, parse.wallMs, parse.cpuMs)}`);
  row('replay says', verdict(replay.output));
}

/** What the report says, so that no speed is shown of a replay that did not happen. */
function verdict(output) {
  const { events, compared: answers, matched, divergences } = JSON.parse(output).summary;
  return `${events} events, ${matched} of ${answers} answers matched, ${divergences.error} errors`;
}

function rate({ bytes, records }, wallMs, cpuMs) {
  const perSecond = Math.round(records / (wallMs / 1000));
  return `${perSecond.toLocaleString('en')} records/s, ${(bytes / MB / (wallMs / 1000)).toFixed(1)} MB/s; ${ms(wallMs)} wall, ${ms(cpuMs)} CPU`;
}

function size({ bytes, records, commands }) {
  return `${(bytes / MB).toFixed(1)} MB, ${records.toLocaleString('en')} records, ${commands.toLocaleString('en')} of them mailbox commands`;
}

function heading(text) {
  console.log(`\n${text}`);
}

function row(name, text) {
  console.log(`  ${name.padEnd(20)} ${text}`);
}

function ms(value) {
  return `${value.toFixed(0)} ms`;
}
