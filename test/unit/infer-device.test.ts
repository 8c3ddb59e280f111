import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { cxltrace } from '../command-line.js';

async function inferred(records: readonly object[], profile = 'qemu-10.0') {
  const text = records.map((record, at) => `${JSON.stringify({ ...record, seq: at + 1 })}\n`).join('');
  const stdin = Readable.from([Buffer.from(text)]);
  const { out } = await cxltrace(['replay', '--json', '--profile', profile, '-'], { stdin });
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

describe('what tells of a device that gets its memory with its offers', () => {
  const listed = {
    kind: 'mailbox',
    opcode: '0x4801',
    request: 'ffffffff00000000',
    returnCode: 0,
    response: `0100000001000000000000000000000000000020000000000000001000000000${'5be13bceae344a77b6c316df975fcf1a'}${'00'.repeat(8)}`,
  };
  const release = {
    ...listed,
    opcode: '0x4803',
    request: `010000000000000000000020000000000000000800000000${'00'.repeat(8)}`,
  };
  const half = [listed, { ...release, returnCode: 2, response: '' }];
  const errors = ({ divergences }: Awaited<ReturnType<typeof inferred>>) =>
    divergences.filter(({ basis, severity }) => basis === 'replay' && severity === 'error');

  it('is a tag in the list: then no part of an extent can be given back', async () => {
    expect(errors(await inferred(half, 'qemu-lazy-rfc'))).toEqual([]);
  });

  it('is not where the list has none: there parts are given back', async () => {
    const untagged = {
      ...listed,
      response: listed.response.replace('5be13bceae344a77b6c316df975fcf1a', '00'.repeat(16)),
    };
    expect(errors(await inferred(half.with(0, untagged), 'qemu-lazy-rfc'))).toHaveLength(1);
  });
});
