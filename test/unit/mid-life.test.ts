import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { analyse, readBundled } from '../bundled.js';
import { cxltrace } from '../command-line.js';

const lines = readBundled('qemu-10.0/dc-lifecycle.ndjson').toString().trimEnd().split('\n');
const [device = '', ...records] = lines;

const replayed = (kept: readonly string[], head = device) =>
  analyse('cut.ndjson', Buffer.from(`${[head, ...kept].join('\n')}\n`));

const differences = (kept: readonly string[], head = device) =>
  replayed(kept, head).divergences.filter(({ basis }) => basis === 'replay');

/** The place of the first record that matches. */
const placeOf = (pattern: RegExp, from = 0): number =>
  records.findIndex((line, at) => at >= from && pattern.test(line));

/** A list of extents that is not empty: what was accepted before is in it. */
const listed = placeOf(/"opcode":"0x4801".*"response":"0[1-9]/);

const changed = (line: string, change: (response: string) => string): string =>
  line.replace(/"response":"([0-9a-f]*)"/, (_, response: string) => `"response":"${change(response)}"`);

describe('a recording without its beginning', () => {
  it('takes what the first list of extents shows for what was accepted before', () => {
    const { inferred, divergences } = replayed(records.slice(listed));
    expect(divergences.filter(({ severity }) => severity === 'error')).toEqual([]);
    const told = inferred.find(({ what }) => what === 'initial.extents');
    expect(told).toMatchObject({ line: 2 });
    expect(String(told?.value)).toMatch(/^accepted: 0x[0-9a-f]+\+\d+MiB/);
    expect(String(inferred.find(({ what }) => what === 'initial.unknown')?.value)).toMatch(/^nothing shows /);
  });

  it('compares the list from then on', () => {
    const next = placeOf(/"opcode":"0x4801"/, listed + 1);
    expect(next).toBeGreaterThan(listed);
    const kept = records.slice(listed, next + 1);
    const broken = changed(kept.at(-1) as string, (response) =>
      response.replace(/^../, (byte) => (byte === '00' ? '01' : '00')),
    );
    const found = differences(kept.with(-1, broken));
    expect(found[0]).toMatchObject({ severity: 'error', line: kept.length + 1 });
  });

  it('does not take for the beginning what the trace itself contradicts', () => {
    const accepted = placeOf(/"opcode":"0x4802".*"returnCode":0/);
    const list = placeOf(/"opcode":"0x4801"/, accepted);
    const kept = records.slice(accepted, list + 1);
    // The list lacks the extent that was accepted a moment before.
    const broken = changed(kept.at(-1) as string, () => '00'.repeat(16));
    const [first] = differences(kept.with(-1, broken)).filter(({ line }) => line === kept.length + 1);
    expect(first?.recorded).not.toEqual(first?.replayed);
  });

  it('takes nothing for granted where the recording is whole', () => {
    const { inferred } = replayed(records);
    expect(inferred.filter(({ what }) => what.startsWith('initial'))).toEqual([]);
    const broken = records.with(
      listed,
      changed(records[listed] as string, () => '00'.repeat(16)),
    );
    expect(differences(broken)[0]).toMatchObject({ severity: 'error', line: listed + 2 });
  });

  it('takes a device record for the beginning, unless it says that it is none', () => {
    const renumbered = records.slice(listed).map((line, at) => line.replace(/"seq":\d+/, `"seq":${at + 1}`));
    expect(differences(renumbered)[0]).toMatchObject({ severity: 'error', line: 2 });
    const unknown = device.replace('"cxltrace":1', '"cxltrace":1,"start":"unknown"');
    expect(differences(renumbered, unknown).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('a recording of lazily backed capacity without its beginning', () => {
  const [wholeHead = '', ...whole] = readBundled('qemu-lazy-rfc/release-readd-same-tag.ndjson')
    .toString()
    .trimEnd()
    .split('\n');
  const [flowHead = '', ...flow] = readBundled('qemu-lazy-rfc/cover-flow.ndjson').toString().trimEnd().split('\n');
  const errors = (kept: readonly string[], head: string) =>
    differences(kept, head).filter(({ severity }) => severity === 'error');

  it('takes what can be offered and not accepted for mapped before, as the lines beside it say', () => {
    const warned = whole.findIndex((line) => /Reusing it/.test(line));
    const kept = whole.slice(warned - 1);
    expect(errors(kept, wholeHead)).toEqual([]);
    const told = replayed(kept, wholeHead).inferred.find(({ what }) => what === 'initial.mapped');
    expect(told).toMatchObject({ value: 'tm0 is mapped' });
  });

  it('does not take what the trace itself made for mapped before', () => {
    // The list shows that nothing was pending, and the backend is made behind it.
    const listed = flow.findIndex((line) => /"opcode":"0x4801"/.test(line));
    const accepted = flow.findIndex((line) => /"opcode":"0x4802".*"returnCode":0/.test(line));
    const kept = flow.slice(listed, accepted + 1);
    const refused = (kept.at(-1) as string).replace('"returnCode":0', '"returnCode":15');
    expect(errors(kept.with(-1, refused), flowHead)).toMatchObject([{ path: 'returnCode', recorded: 15 }]);
  });

  it('takes tags from the first list, and compares them from then on', () => {
    const asked = flow.findIndex((line) => /dynamic-capacity-status/.test(line));
    const listed = flow.findIndex((line, at) => at > asked && /"opcode":"0x4801"/.test(line));
    const kept = flow.slice(asked, listed + 1);
    expect(errors(kept, flowHead)).toEqual([]);
    const again = kept.at(-1) as string;
    const retagged = changed(again, (response) => response.replace('5be13bce', '5be13bcf'));
    expect(errors([...kept, retagged], flowHead)).toMatchObject([{ path: 'response.extents[0].tag' }]);
  });
});

describe('a register trace without its beginning', () => {
  it('tells what was before beside what nobody recorded', async () => {
    // Sanitize runs when the piece begins; an event that the operator injected is in the log, and labels are read.
    const whole = readBundled('logs/qemu-mmio/qemu-10.0-sanitize.log').toString().split('\n');
    const piece = whole.slice(153).join('\n');
    const { out, code } = await cxltrace(['replay', '--json', '--profile', 'qemu-10.0', '-'], {
      stdin: Readable.from([Buffer.from(piece)]),
    });
    const [{ inferred, divergences }] = JSON.parse(out).traces as [ReturnType<typeof analyse>];
    expect(divergences.filter(({ severity, basis }) => severity === 'error' && basis === 'replay')).toEqual([]);
    expect(inferred.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['initial.memory-status', 'initial.labels', 'initial.unknown']),
    );
    expect(code).toBe(0);
  });
});
