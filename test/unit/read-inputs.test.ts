import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { main } from '../../src/cli/run.js';
import { readBundled } from '../bundled.js';

const folder = mkdtempSync(join(tmpdir(), 'cxltrace-inputs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(argv: readonly string[], stdin: readonly Uint8Array[] = []) {
  const outputs = { out: '', err: '' };
  const io: Io = {
    out: (text) => {
      outputs.out += text;
    },
    err: (text) => {
      outputs.err += text;
    },
    stdin: Readable.from(stdin.map((chunk) => Buffer.from(chunk))),
    columns: 100,
    outIsTerminal: false,
    errIsTerminal: false,
    env: {},
  };
  return { code: await main(argv, io), ...outputs };
}

const RECORDING = readBundled('qemu-10.0/dc-add-single.ndjson');

function put(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

describe('gzip is known by its first bytes', async () => {
  const plain = await run(['decode', '--ndjson', put('plain.ndjson', RECORDING)]);

  it('whatever the name', async () => {
    expect(await run(['decode', '--ndjson', put('no-name', gzipSync(RECORDING))])).toEqual(plain);
    expect((await run(['decode', '--ndjson', put('plain.gz', RECORDING)])).out).toBe(plain.out);
  });

  it('on standard input, even byte by byte', async () => {
    const bytes = gzipSync(RECORDING);
    expect(
      await run(
        ['decode', '--ndjson', '-'],
        [...bytes].map((byte) => Uint8Array.of(byte)),
      ),
    ).toEqual(plain);
  });

  it('and half of it is read as far as it goes', async () => {
    const bytes = gzipSync(RECORDING);
    const { out, err, code } = await run(['decode', '--ndjson', put('half.gz', bytes.subarray(0, bytes.length / 2))]);
    expect(code).toBe(0);
    expect(err).not.toBe('');
    expect(plain.out.startsWith(out.slice(0, out.lastIndexOf('\n', out.length - 2)))).toBe(true);
  });
});

describe('convert', () => {
  it('goes to YAML and back', async () => {
    const yaml = await run(['convert', put('a.ndjson', RECORDING), '--to', 'yaml']);
    const again = await run(['convert', put('a.yaml', Buffer.from(yaml.out)), '--to', 'ndjson']);
    expect(again.err).toBe('');
    expect(again.out).toBe(RECORDING.toString());
  });

  it('counts what a spelling cannot say', async () => {
    const { out, err, code } = await run([
      'convert',
      put('b.ndjson', RECORDING),
      '--to',
      'qmp',
      '--qmp-style',
      'shell',
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/^cxl-add-dynamic-capacity path=/m);
    expect(err).toContain('mailbox command of the host');
  });
});

describe('a pasted dump', () => {
  const DUMP = [Buffer.from('0100000000000000000000200000000000000008000000000000000000000000\n')];

  it('takes its command from --opcode, by number or name', async () => {
    for (const opcode of ['0x4802', '4802h', 'add-dynamic-capacity-response']) {
      const { out, code } = await run(['decode', '--opcode', opcode, '-'], DUMP);
      expect(code).toBe(0);
      expect(out).toContain('startDpa=0x20000000');
    }
  });

  it('can be used by no one who does not name it', async () => {
    const { code, err } = await run(['decode', '-'], DUMP);
    expect(code).toBe(2);
    expect(err).toContain('--opcode');
  });

  it('names the nearest command', async () => {
    const { code, err } = await run(['decode', '--opcode', 'add-dynamic-capacity-respons', '-'], DUMP);
    expect(code).toBe(2);
    expect(err).toContain('did you mean');
  });
});
