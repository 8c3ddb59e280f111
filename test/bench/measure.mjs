// Runs a process and measures all of it: what a user waits for and pays.

import { spawn, spawnSync } from 'node:child_process';

const KIB = 1024;

/** Preloaded into what is measured: prints its CPU time and its largest memory when it ends. */
const PROBE = `data:text/javascript,${encodeURIComponent(
  `import { writeSync } from 'node:fs';
   process.on('exit', () => {
     const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
     writeSync(3, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, rssKiB: maxRSS }));
   });`,
)}`;

/** Runs Node with the arguments; resolves to wall and CPU milliseconds, the largest resident memory, and the output. */
export function measure(args) {
  return new Promise((done, failed) => {
    const started = performance.now();
    const child = spawn(process.execPath, ['--import', PROBE, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    const collected = { 1: '', 2: '', 3: '' };
    for (const stream of [1, 2, 3]) child.stdio[stream].on('data', (data) => (collected[stream] += data));
    child.on('error', failed);
    child.on('close', (code) => {
      const wallMs = performance.now() - started;
      if (code > 1 || collected[3] === '') {
        failed(new Error(`node ${args.join(' ')} ended with ${code}: ${collected[2].slice(0, 2000)}`));
        return;
      }
      const { cpuMs, rssKiB } = JSON.parse(collected[3]);
      done({ wallMs, cpuMs, rssMiB: rssKiB / KIB, output: collected[1] });
    });
  });
}

/** As `measure`, without the probe, whose loading would count: wall time alone. */
export function waited(args) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return { wallMs: performance.now() - started, cpuMs: 0, rssMiB: 0, output: '' };
}

/** Measures each of the named argument lists `rounds` times, one after the other in turn, and keeps the medians. */
export async function compared(candidates, rounds, how = measure) {
  const runs = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, args] of Object.entries(candidates)) runs[name].push(await how(args));
  return Object.fromEntries(Object.entries(runs).map(([name, all]) => [name, medians(all)]));
}

function medians(runs) {
  const median = (key) => runs.map((run) => run[key]).sort((left, right) => left - right)[runs.length >> 1];
  return { wallMs: median('wallMs'), cpuMs: median('cpuMs'), rssMiB: median('rssMiB'), output: runs[0].output };
}
