// Bundles the command line into dist/: one file to start with, and chunks that subcommands load when they need them.

import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const dist = join(root, 'dist');
const SHEBANG = '#!/usr/bin/env node\n';

/** What is started by itself: the path within dist/ without its ending, and its source. */
const ENTRIES = { 'cli/main': 'src/cli/main.ts', 'cli/check-worker': 'src/cli/check-worker.ts' };

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** esbuild has printed what is wrong by the time it rejects. */
const exitWithFailure = () => process.exit(1);

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ENTRIES,
  outdir: dist,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  define: {
    'process.env.NODE_ENV': '"production"',
    CXLTRACE_VERSION: JSON.stringify(version),
    // What lays out ink's rows would load Node's HTTP client to decode a few kilobytes that are in the bundle.
    fetch: 'undefined',
  },
  // Identifiers keep their names for readable stack traces. Not by `keepNames`: that costs a call per closure made.
  minifySyntax: true,
  // commander is CommonJS and calls require(), which an ES module has not.
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
  // The package's Node entry is CommonJS, whose names are lost behind a dynamic import; its other build is the same in ES modules.
  alias: { yaml: join(root, 'node_modules/yaml/browser/dist/index.js') },
  // The first starts a file of its own package in each thread; ink asks for the second only when it is being developed.
  external: ['piscina', 'react-devtools-core'],
  legalComments: 'linked',
  metafile: true,
  logLevel: 'warning',
}).catch(exitWithFailure);

for (const entry of Object.keys(ENTRIES)) {
  const file = join(dist, `${entry}.js`);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, SHEBANG + text.replace(/^#!.*\n/, ''));
  chmodSync(file, 0o755);
}

const written = new Set(Object.keys(metafile.outputs).map((path) => resolve(root, path)));
for (const found of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const path = join(found.parentPath ?? found.path, found.name);
  if (found.isFile() && !written.has(path)) rmSync(path);
}
