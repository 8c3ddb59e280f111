import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { cxltrace } from '../command-line.js';

async function inferred(records: readonly object[]) {
  const text = records.map((record, at) => `${JSON.stringify({ ...record, seq: at + 1 })}\n`).join('');
  const stdin = Readable.from([Buffer.from(text)]);
  const { out } = await cxltrace(['replay', '--json', '--profile', 'qemu-10.0', '-'], { stdin });
  const [trace] = JSON.parse(out).traces;
  return trace as {
    readonly divergences: readonly { readonly basis: string; readonly severity: string }[];
    readonly inferred: readonly { readonly what: string; readonly value: unknown; readonly line: number | null }[];
  };
}

describe('what commands tell of a device that nothing describes', () => {
  const clearPoison = (dpa: string, returnCode: number) => ({
    kind: 'mailbox',
    opcode: '0x4302',
    request: dpa + '00'.repeat(64),
    returnCode,
    response: '',
  });

  it('has Dynamic Capacity where poison is cleared at an address that wraps: without, that kills', async () => {
    const { divergences, inferred: told } = await inferred([clearPoison('c0ffffffffffffff', 0)]);
    expect(divergences.filter(({ basis }) => basis === 'replay')).toEqual([]);
    expect(told).toContainEqual({ what: 'device.dynamicCapacityRegions', value: 1, line: 1 });
  });

  it('takes nothing from one that was refused', async () => {
    const { inferred: told } = await inferred([clearPoison('0000000000000080', 0x04)]);
    expect(told).toContainEqual({ what: 'device.dynamicCapacityRegions', value: 'not shown; taken as 0', line: null });
  });
});
