// Runs every check of the repository side by side and prints what each came to; `--without NAME` leaves one out.

import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(fileURLToPath(import.meta.url), '../..');

/** What is checked, by which command of package.json or of a dependency, and what to do where it fails. */
const CHECKS = {
  types: { command: 'npm run --silent types', fix: 'correct the types' },
  lint: { command: 'npm run --silent lint', fix: 'npm run format mends most of it' },
  imports: { command: 'npm run --silent imports', fix: 'move what is shared down; the table is in ARCHITECTURE.md' },
  unused: { command: 'npm run --silent unused', fix: 'delete what nothing uses, or drop its export' },
  tests: { command: 'npx --no-install vitest run', fix: 'UPDATE_GOLDEN=1 npm test rewrites expected output' },
};

const { values } = parseArgs({ options: { without: { type: 'string', multiple: true, default: [] } } });
const unknown = values.without.filter((name) => !Object.hasOwn(CHECKS, name));
if (unknown.length > 0) {
  console.error(`no check is called ${unknown.join(', ')}; there are ${Object.keys(CHECKS).join(', ')}`);
  process.exit(2);
}

const names = Object.keys(CHECKS).filter((name) => !values.without.includes(name));
const failed = (await Promise.all(names.map(check))).filter((name) => name !== null);
console.log(failed.length === 0 ? `\nAll ${names.length} checks passed.` : `\nFailed: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** The check's name where it failed, else null; its output is printed in one piece. */
function check(name) {
  const { command, fix } = CHECKS[name];
  return new Promise((done) => {
    const started = performance.now();
    const child = spawn(command, { cwd: root, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const text = Buffer.concat(output).toString().trimEnd();
      if (code === 0) {
        console.log(`ok      ${name.padEnd(8)} ${seconds} s`);
        if (name === 'tests') console.log(text);
      } else console.log(`FAILED  ${name.padEnd(8)} ${seconds} s  (${command}): ${fix}\n${text}`);
      done(code === 0 ? null : name);
    });
  });
}
