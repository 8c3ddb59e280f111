// Shows cxltrace on bundled traces: one that a real device recorded and the engine repeats, one in which they part.

import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../..');

const ACTS = [
  {
    says: 'A recording of a real QEMU 10.0.2: the host asks for the Dynamic Capacity regions, in every way it can. The engine repeats every answer, byte for byte.',
    args: ['replay', 'traces/qemu-10.0/dc-config.ndjson'],
  },
  {
    says: 'The same protocol, decoded: what was said, field by field (the first lines).',
    args: ['decode', 'traces/qemu-10.0/dc-add-single.ndjson'],
    lines: 8,
  },
  {
    says: 'A trace of a device that keeps the tag of an extent, held against QEMU 10.0, which drops it. The report says where they part and why.',
    args: ['replay', 'traces/protocol/divergent-kept-tag.yaml'],
  },
];

for (const { says, args, lines } of ACTS) {
  console.log(`\n── ${says}\n$ npx cxltrace ${args.join(' ')}\n`);
  const run = spawnSync(process.execPath, [resolve(root, 'dist/cli/main.js'), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  const output = run.stdout.trimEnd().split('\n');
  console.log(output.slice(0, lines).join('\n'));
  if (lines !== undefined && output.length > lines) console.log(`  … ${output.length - lines} more lines`);
  if (run.stderr !== '') console.error(run.stderr.trimEnd());
}
console.log(
  '\nNext: npx cxltrace --help, and the traces under traces/protocol, which teach the protocol one step at a time.',
);
