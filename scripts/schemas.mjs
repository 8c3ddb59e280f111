// Writes schemas/ from the definitions in src/; a test fails while they differ.

import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const { outputFiles } = await build({
  absWorkingDir: root,
  stdin: {
    contents: "export * from './src/report/schema-files.js'; export * from './src/profiles/index.js';",
    resolveDir: root,
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  write: false,
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(process.argv[1]);" },
  logLevel: 'warning',
});
const source = Buffer.from(outputFiles[0].contents).toString('base64');
const { schemaFiles, profiles } = await import(`data:text/javascript;base64,${source}`);
for (const { name, text } of schemaFiles([...profiles.values()])) {
  writeFileSync(join(root, 'schemas', name), text);
  console.log(`schemas/${name}`);
}
