import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readBundled } from '../bundled.js';
import { cxltrace } from '../command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'cxltrace-inputs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = async (argv: readonly string[], stdin: readonly Uint8Array[] = [], stdinIsTerminal = false) => {
  const { code, out, err } = await cxltrace(argv, {
    stdin: Readable.from(stdin.map((chunk) => Buffer.from(chunk))),
    stdinIsTerminal,
  });
  return { code, out, err };
};

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
    expect(err).toContain('the gzip data is cut short: what came after is missing');
    expect(plain.out.startsWith(out.slice(0, out.lastIndexOf('\n', out.length - 2)))).toBe(true);
  });
});

describe('gzip that is cut or damaged', () => {
  const bytes = gzipSync(RECORDING);

  it.each([2, 11, 40, bytes.length - 8, bytes.length - 1])('is never taken for whole: %i bytes', async (length) => {
    const file = put('cut.ndjson.gz', bytes.subarray(0, length));
    const { err, code } = await run(['replay', '--fail-on', 'warning', file]);
    expect(err).toContain('the gzip data is cut short');
    expect(err).not.toContain('empty');
    expect(code).toBe(length < 100 ? 2 : 1);
  });

  it('has no tick where nothing of it could be used', async () => {
    const { out, code } = await run(['replay', put('cut.ndjson.gz', bytes.subarray(0, 40))]);
    expect({ out, code }).toEqual({ out: expect.stringMatching(/^✗ .*not replayed/), code: 2 });
  });

  it('says so, and keeps the pieces before the damage', async () => {
    const damaged = bytes.with(bytes.length - 6, (bytes.at(-6) as number) ^ 1);
    const { out, err } = await run(
      ['decode', '--ndjson', '-'],
      [...damaged].map((byte) => Uint8Array.of(byte)),
    );
    expect(err).toContain('the gzip data is damaged');
    expect(out.split('\n').length).toBeGreaterThan(10);
  });
});

describe('what is no trace', () => {
  it('a folder of logs: they are named', async () => {
    mkdirSync(join(folder, 'incident/guest'), { recursive: true });
    put('incident/qmp.log', readBundled('logs/qmp/linux-7.3-raw-dcd.log'));
    put('incident/guest/dmesg.txt', readBundled('logs/linux-guest/boot-dmesg.txt'));
    put('incident/notes.txt', Buffer.from('to whom it may concern\n'));
    const { err, code } = await run(['replay', join(folder, 'incident')]);
    expect(code).toBe(2);
    expect(err).toContain('it has logs: guest/dmesg.txt (linux-log), qmp.log (qmp-transcript)');
    expect(err).not.toContain('notes.txt');
  });

  it('a folder of nothing', async () => {
    mkdirSync(join(folder, 'nothing'));
    const { err, code } = await run(['replay', join(folder, 'nothing')]);
    expect({ err, code }).toEqual({ err: expect.stringContaining('name other files themselves'), code: 2 });
  });

  it('a terminal: whoever sits there is told what is waited for', async () => {
    expect((await run(['decode'], [RECORDING], true)).err).toContain('reading standard input');
    expect((await run(['decode'], [RECORDING])).err).toBe('');
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

describe('convert of a file of several machines', () => {
  const line = (monitor: string, what: string) =>
    `2026-11-23 00:15:02.078+0000: 40190: info : qemuMonitor${what} mon=${monitor}`;
  const exchange = (monitor: string, execute: string) => [
    `${line(monitor, 'Send:836 : QEMU_MONITOR_SEND_MSG:')} msg={"execute":"${execute}","id":"libvirt-1"}\r`,
    ' fd=-1',
    `${line(monitor, 'JSONIOProcessLine:212 : QEMU_MONITOR_RECV_REPLY:')} reply={"return": {}, "id": "libvirt-1"}`,
  ];
  const log = () =>
    put('machines.log', Buffer.from([...exchange('0x1', 'stop'), ...exchange('0x2', 'cont')].join('\n')));
  const converted = (...more: readonly string[]) => run(['convert', log(), '--to', 'ndjson', ...more]);

  it('writes the first, and says how to have the others', async () => {
    const { out, err, code } = await converted();
    expect({ code, isFirst: out.includes('"stop"'), isSecond: out.includes('"cont"') }).toEqual({
      code: 0,
      isFirst: true,
      isSecond: false,
    });
    expect(err).toContain('another machine, mon=0x2: it is left out; --machine 2 writes it');
  });

  it('writes the one that is wanted, by number or name', async () => {
    for (const wanted of ['2', '0x2']) {
      const { out, err, code } = await converted('--machine', wanted);
      expect({ code, isFirst: out.includes('"stop"'), isSecond: out.includes('"cont"') }).toEqual({
        code: 0,
        isFirst: false,
        isSecond: true,
      });
      expect(err).not.toContain('several-machines');
    }
  });

  it('names those that there are', async () => {
    const { err, code } = await converted('--machine', '7');
    expect(code).toBe(2);
    expect(err).toContain('no machine "7"; there are 1 (mon=0x1), 2 (mon=0x2)');
  });
});

describe('a pasted dump', () => {
  const DUMP = [Buffer.from('0100000000000000000000200000000000000008000000000000000000000000\n')];

  it('is replayed as the command that --opcode names', async () => {
    const { out, code } = await run(['replay', '--json', '--opcode', '4802', '-'], DUMP);
    expect(code).toBe(0);
    expect(JSON.parse(out).traces[0]).toMatchObject({ format: 'hexdump', events: 1 });
    expect((await run(['replay', '--opcode', 'ad-dynamic', '-'], DUMP)).code).toBe(2);
  });

  it('takes its command from --opcode, by number or name', async () => {
    for (const opcode of ['0x4802', '4802h', '4802', 'add-dynamic-capacity-response']) {
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
