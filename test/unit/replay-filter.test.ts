import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TRACES } from '../bundled.js';
import { cxltrace } from '../command-line.js';

const DIVERGENT = join(TRACES, 'protocol/divergent-kept-tag.yaml');
const replay = (...args: readonly string[]) => cxltrace(['replay', ...args]);
const reportOf = async (...args: readonly string[]) => JSON.parse((await replay('--json', ...args)).out);

describe('replay --filter', () => {
  it('lists and counts only the divergences at records that pass, and says how many do not', async () => {
    const whole = await reportOf(DIVERGENT);
    const [all] = whole.traces;
    const { traces, summary } = await reportOf('--filter', 'opcode == 4801h', DIVERGENT);
    const expected = all.divergences.filter(({ event }: { event: string }) => event.includes('4801h'));
    expect(expected.length).toBeGreaterThan(0);
    expect(traces[0].divergences).toEqual(expected);
    expect(traces[0].filteredOut).toBe(all.divergences.length - expected.length);
    expect(summary.divergences.error).toBeLessThan(whole.summary.divergences.error);
    // All records were replayed all the same.
    expect(traces[0]).toMatchObject({ compared: all.compared, matched: all.matched, finalState: all.finalState });
  });

  it('decides the exit code', async () => {
    expect((await replay(DIVERGENT)).code).toBe(1);
    const { code, out } = await replay('--filter', 'opcode == release-dynamic-capacity', DIVERGENT);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('4 outside the filter') });
    expect((await replay('--filter', 'opcode == get-dynamic-capacity-extent-list', DIVERGENT)).code).toBe(1);
  });

  it('tells of a consequence whose cause it left out', async () => {
    const { divergences } = (await reportOf(DIVERGENT)).traces[0];
    const consequence = divergences.find((one: { followsFrom: number | null }) => one.followsFrom !== null);
    expect(consequence.seq).not.toBe(consequence.followsFrom);
    const { out } = await replay('--all', '--filter', `seq == ${consequence.seq}`, DIVERGENT);
    expect(out).toContain(`#${consequence.seq}  ${consequence.event}`);
  });

  it('narrows the differences between devices too', async () => {
    const two = ['--profile', 'qemu-10.0', '--profile', 'cxl-3.1', join(TRACES, 'behaviours/tag-on-accept.yaml')];
    const seqs = async (...more: readonly string[]): Promise<readonly number[]> =>
      (await reportOf(...two, ...more)).differences.map(({ seq }: { seq: number }) => seq);
    const all = await seqs();
    const [one] = all;
    expect(new Set(all).size).toBeGreaterThan(1);
    expect(new Set(await seqs('--filter', `seq == ${one}`))).toEqual(new Set([one]));
  });

  it('is refused where it cannot be understood, with the place', async () => {
    const { code, err } = await replay('--filter', 'opcode ==', DIVERGENT);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('the filter cannot be understood') });
  });
});
