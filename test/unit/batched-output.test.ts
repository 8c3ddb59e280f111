import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { cxltrace } from '../command-line.js';

const root = resolve(import.meta.dirname, '../..');
const CLI = join(root, 'dist/cli/main.js');
/** Its decoded text is several times what a pipe holds. */
const LONG = join(root, 'traces/qemu-10.0/random-seed-18.ndjson');

const folder = mkdtempSync(join(tmpdir(), 'cxltrace-output-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const decoding = (): ChildProcess =>
  spawn(process.execPath, [CLI, 'decode', '--json', LONG], { stdio: ['ignore', 'pipe', 'pipe'] });

const ended = (child: ChildProcess): Promise<number | null> => new Promise((done) => child.on('close', done));

describe('output to a pipe', () => {
  it('waits for a slow reader and comes whole', async () => {
    const child = decoding();
    const end = ended(child);
    await pause(500);
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (more: string) => {
      text += more;
    });
    expect(await end).toBe(0);
    expect(text.length).toBeGreaterThan(1 << 17);
    expect(text).toBe((await cxltrace(['decode', '--json', LONG])).out);
  });

  it('ends quietly where the reader went away', async () => {
    const child = decoding();
    const end = ended(child);
    let errors = '';
    child.stderr?.on('data', (more) => {
      errors += more;
    });
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect(await end).toBe(0);
    // What is odd about the recording is said as always.
    expect(errors.split('\n').filter((line) => line !== '' && !line.includes(': issue: '))).toEqual([]);
  });
});

it('what is said of a line stands in its place where both outputs go to one file', () => {
  const trace = join(folder, 'torn.ndjson');
  const lines = ['{"kind":"device","cxltrace":1}', '{"kind":"reset","seq":1}', '{"kind":', '{"kind":"reset","seq":2}'];
  writeFileSync(trace, lines.map((line) => `${line}\n`).join(''));
  const path = join(folder, 'both.txt');
  const both = openSync(path, 'w');
  spawnSync(process.execPath, [CLI, 'decode', trace], { stdio: ['ignore', both, both] });
  closeSync(both);
  const said = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(said.map((line) => /reset|issue/.exec(line)?.[0])).toEqual(['reset', 'issue', 'reset']);
});
