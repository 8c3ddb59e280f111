import { join } from 'node:path';
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
