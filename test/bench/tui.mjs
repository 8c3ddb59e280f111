// Prints how soon the terminal UI shows a long recording, how soon it answers a key, and what that costs; asserts nothing.
// `node test/bench/tui.mjs [SIZE…]`: how many records a recording has, or its size as in `1GB`; both where not said.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import { writeLongRecording } from './recording.mjs';

const root = resolve(import.meta.dirname, '../..');
const cli = join(root, 'dist/cli/main.js');
const SOURCES = ['dc-config', 'events-empty', 'features-get', 'identify', 'unsupported-opcodes'];
const sources = SOURCES.map((name) => join(root, `traces/qemu-10.0/${name}.ndjson`));
const sizes = process.argv.length > 2 ? process.argv.slice(2) : ['1000000', '1GB'];
const KEYS = 60;
/** The log viewer that others use, measured beside this where it is installed. It reads lines, and replays nothing. */
const RIVAL = 'lnav';

const ESCAPE = String.fromCharCode(27);

/** What was sent last, without its control sequences. */
function tail({ text }, length = 3000) {
  return text.slice(-length).replace(new RegExp(`${ESCAPE}\\[[0-?]*[ -/]*[@-~]`, 'g'), '');
}

const hasRival = spawnSync(RIVAL, ['-V']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'cxltrace-bench-'));
try {
  const probe = writeLongRecording(sources, join(folder, 'probe.ndjson'), 1e6);
  for (const size of sizes) {
    const bytes = /^\d+GB$/.test(size)
      ? Number.parseInt(size, 10) * 1e9
      : Math.round((probe.bytes / probe.records) * Number(size));
    const recording = writeLongRecording(sources, join(folder, 'long.ndjson'), bytes);
    const megabytes = (recording.bytes / 1e6).toFixed(0);
    console.log(`${recording.records} records, ${megabytes} MB, load ${loadavg()[0].toFixed(1)}, 120x40`);
    await look(recording.path);
    if (hasRival) await lookWithRival(recording.path);
  }
  if (!hasRival) console.log(`${RIVAL}: skipped, it is not installed here`);
} finally {
  rmSync(folder, { recursive: true });
}

/** A program in a terminal of 120 by 40, and what it sent to it. */
function inTerminal(command, args) {
  const { CI: _ci, ...env } = process.env;
  const terminal = spawn(command, args, {
    cols: 120,
    rows: 40,
    env: { ...env, TERM: 'xterm-256color', LANG: 'C.UTF-8', HOME: folder, XDG_STATE_HOME: folder },
  });
  const heard = { text: '', bytes: 0, lastMs: 0 };
  terminal.onData((data) => {
    heard.text = (heard.text + data).slice(-40_000);
    heard.bytes += data.length;
    heard.lastMs = performance.now();
  });
  return { terminal, heard };
}

async function lookWithRival(path) {
  const started = performance.now();
  const { terminal, heard } = inTerminal(RIVAL, [path]);
  await until(() => /"seq"/.test(heard.text));
  row(`${RIVAL}: first screen`, `${(performance.now() - started).toFixed(0)} ms`);
  row(`${RIVAL}: key to frame, then`, await keys(terminal, heard, 'j', KEYS));
  await untilIdle(terminal.pid);
  row(`${RIVAL}: at rest after`, `${((performance.now() - started) / 1000).toFixed(1)} s`);
  row(`${RIVAL}: memory then`, memory(terminal.pid));
  terminal.kill();
  await new Promise((done) => terminal.onExit(done));
}

/** Waits until a process spends less than a tenth of a second within a second. */
async function untilIdle(pid) {
  const ticks = () => {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ').slice(13, 15);
    return Number(user) + Number(system);
  };
  for (let before = Number.NEGATIVE_INFINITY; ticks() - before > 10; ) {
    before = ticks();
    await pause(1000);
  }
}

async function look(path) {
  const started = performance.now();
  const { terminal, heard } = inTerminal(process.execPath, [cli, 'view', path]);
  // Records with their outcome, not an empty frame.
  await until(() => /Timeline/.test(tail(heard, 40_000)) && / ok/.test(tail(heard, 40_000)));
  row('first screen', `${(performance.now() - started).toFixed(0)} ms`);
  const whileReading = await keys(terminal, heard, 'j', KEYS);
  row('key to frame while reading', whileReading);
  // What was sent last of the head line tells whether it has all been read.
  await until(() => /no error(?! so far)(?![\s\S]*so far)/.test(tail(heard, 40_000)));
  row('all read after', `${((performance.now() - started) / 1000).toFixed(1)} s`);
  row('memory then', memory(terminal.pid));
  row('key to frame, next record', await keys(terminal, heard, 'j', KEYS));
  row('key to frame, page down', await keys(terminal, heard, ' ', KEYS));
  terminal.write('G');
  await pause(1000);
  row('key to frame, at the end, up', await keys(terminal, heard, 'k', KEYS));
  row('memory at the end', memory(terminal.pid));
  terminal.write('q');
  await new Promise((done) => terminal.onExit(done));
}

/** Presses a key again and again, each when the frame before has come; says how long frames took and how much they sent. */
async function keys(terminal, heard, key, count) {
  const times = [];
  const before = heard.bytes;
  for (let index = 0; index < count; index++) {
    const mark = heard.bytes;
    const pressed = performance.now();
    terminal.write(key);
    await until(() => heard.bytes > mark);
    times.push(heard.lastMs - pressed);
    await pause(20);
  }
  times.sort((left, right) => left - right);
  const at = (share) => times[Math.floor((times.length - 1) * share)].toFixed(1);
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms, ${Math.round((heard.bytes - before) / count)} bytes a key`;
}

async function until(holds) {
  const deadline = performance.now() + 300_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('the screen does not show what is waited for');
    await pause(1);
  }
}

function memory(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kib = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
  return `${(kib('VmRSS') / 1024).toFixed(0)} MiB resident, ${(kib('VmHWM') / 1024).toFixed(0)} at most`;
}

function row(name, value) {
  console.log(`  ${name.padEnd(32)} ${value}`);
}
