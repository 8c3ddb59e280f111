import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { TRACES } from '../bundled.js';
import { cxltrace } from '../command-line.js';

const traceOf = async (...args: readonly string[]) =>
  JSON.parse((await cxltrace(['decode', '--json', ...args])).out).traces[0];

it('has the device record beside the events, its wide numbers exact', async () => {
  const { device, events } = await traceOf(join(TRACES, 'protocol/divergent-kept-tag.yaml'));
  expect(device).toMatchObject({
    kind: 'device',
    cxltrace: 1,
    profile: 'qemu-10.0',
    device: { serialNumber: '0xffffffffffffffff', volatileBytes: 268435456 },
  });
  expect(events.map(({ kind }: { readonly kind: string }) => kind)).not.toContain('device');
});

it('has none of a log, which shows its device piece by piece', async () => {
  expect(await traceOf(join(TRACES, 'logs/linux-guest/boot-dmesg.txt'))).not.toHaveProperty('device');
});

it('takes one way of printing JSON, not two', async () => {
  const { code, err } = await cxltrace(['decode', '--json', '--ndjson', join(TRACES, 'qemu-10.0/cel.ndjson')]);
  expect(code).toBe(2);
  expect(err).toContain("option '--ndjson' cannot be used with option '--json'");
});

const ROWS = ['01000000000000000000002000000000', '00000008000000000000000000000000'] as const;

it.each([
  ['one line', ROWS.join(''), undefined],
  ['two lines', ROWS.join('\n'), [1, 2]],
])('a dump of %s has the lines that made it, where they are several', async (_how, text, lines) => {
  const stdin = Readable.from([Buffer.from(`${text}\n`)]);
  const { out } = await cxltrace(['decode', '--json', '--opcode', '0x4802', '-'], { stdin });
  expect(JSON.parse(out).traces[0].events[0]).toHaveProperty('opcode', '0x4802');
  expect(JSON.parse(out).traces[0].events[0].lines).toEqual(lines);
});
