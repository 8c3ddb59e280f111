// Makes a clone ready to run: dependencies as package-lock.json says, and a build of the sources as they are now.
// Needs nothing but Node, and says nothing where nothing is to be done.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR_MIN = 20;
const root = resolve(fileURLToPath(import.meta.url), '../..');
const inRoot = (...parts) => join(root, ...parts);

refuseOldNode();
if (!isInstalled()) install();
if (!isBuilt()) run(process.execPath, [inRoot('scripts/build.mjs')], 'building dist/');
forgetLinksWithoutCommand();

function refuseOldNode() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN) return;
  fail(
    `cxltrace needs Node.js ${NODE_MAJOR_MIN} or newer, and this is ${process.versions.node} (${process.execPath}). ` +
      'Install a newer one from https://nodejs.org or with your package manager, then run the command again.',
  );
}

/** Whether node_modules/ is what package-lock.json says, by the record that npm leaves of what it installed. */
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const there = packagesOf('node_modules/.package-lock.json');
  if (wanted === null || there === null) return false;
  // Packages for other platforms are in the lock file and never installed.
  const isComplete = Object.entries(wanted).every(([path, entry]) => path in there || entry.optional === true);
  return (
    isComplete &&
    Object.entries(there).every(
      ([path, entry]) => wanted[path]?.version === entry.version && wanted[path]?.integrity === entry.integrity,
    )
  );
}

function packagesOf(file) {
  try {
    const { packages } = JSON.parse(readFileSync(inRoot(file), 'utf8'));
    const { '': _project, ...installed } = packages;
    return installed;
  } catch {
    return null;
  }
}

function install() {
  const npm = process.env.npm_execpath;
  const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const rest = ['ci', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  run(command, [...before, ...rest], 'installing dependencies (npm ci)');
}

/** npm wants a place for its cache; without a home of one's own the temporary folder serves. */
function environment() {
  const home = homedir();
  if (home !== '' && existsSync(home)) return process.env;
  return { ...process.env, HOME: tmpdir(), npm_config_cache: join(tmpdir(), 'cxltrace-npm-cache') };
}

function isBuilt() {
  const built = inRoot('dist/cli/main.js');
  if (!existsSync(built)) return false;
  const sources = ['src', 'scripts/build.mjs', 'package-lock.json'].map((path) => newest(inRoot(path)));
  return statSync(built).mtimeMs >= Math.max(...sources);
}

/**
 * npx remembers a folder that it was tried in before the first build as one without a command, and finds none for ever
 * after. Its entry of this folder, where it is such a one, is taken away; npx makes it anew.
 */
function forgetLinksWithoutCommand() {
  const cache = join(process.env.npm_config_cache ?? join(homedir(), '.npm'), '_npx');
  try {
    for (const entry of readdirSync(cache)) {
      const modules = join(cache, entry, 'node_modules');
      const isOurs =
        existsSync(join(modules, 'cxltrace')) && realpathSync(join(modules, 'cxltrace')) === realpathSync(root);
      if (isOurs && !existsSync(join(modules, '.bin/cxltrace'))) rmSync(join(cache, entry), { recursive: true });
    }
  } catch {
    // No cache, or none that may be read: then there is nothing to forget.
  }
}

/** When a file, or anything in a folder, changed last; a deleted file shows in its folder's time. */
function newest(path) {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run(command, args, what) {
  console.error(`cxltrace: ${what} …`);
  const isBatchFile = process.platform === 'win32' && command === 'npm';
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    // Standard output belongs to the command that needed the setup.
    stdio: ['ignore', 2, 2],
    env: environment(),
    shell: isBatchFile,
  });
  if (error !== undefined)
    fail(`${command} could not be started: ${error.message}. It comes with Node.js; is it on the PATH?`);
  if (status !== 0) fail(`${what} failed; what went wrong stands above`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
