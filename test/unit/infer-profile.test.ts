import { describe, expect, it } from 'vitest';
import { chooseProfile, foreknowledge } from '../../src/cli/choose-profile.js';
import { Analysis } from '../../src/divergence/analysis.js';
import { divergenceKinds } from '../../src/divergence/index.js';
import { HeldBack } from '../../src/infer/held-back.js';
import type { TraceEvent } from '../../src/trace/events.js';
import { bundled, readBundled, readTrace } from '../bundled.js';

/** What a replay makes of a recording that does not say which device answered; `version` is that of a QMP greeting. */
function replay(name: string, version?: readonly [major: number, minor: number], named?: string, seen = asRecorded) {
  const { header, events: recorded } = readTrace(readBundled(name));
  if (header === null) throw new Error(`${name} has a header`);
  const events = recorded.flatMap(seen);
  const analysis = new Analysis(divergenceKinds, chooseProfile(named));
  const sink = new HeldBack(analysis, foreknowledge(named));
  const [major = 0, minor = 0] = version ?? [];
  sink.header({
    ...header,
    profile: null,
    ...(version !== undefined && { qemuVersion: { major, minor, micro: 2, build: '' } }),
  });
  for (const event of events) sink.event(event);
  sink.close();
  return { ...analysis.result(name, null), own: header.profile };
}

const asRecorded = (event: TraceEvent): readonly TraceEvent[] => [event];

/** What passes between a fabric manager and the device over MCTP: messages, without a register beside them. */
function overMctp(event: TraceEvent): readonly TraceEvent[] {
  if (event.kind !== 'mailbox' || event.tunnel === undefined || event.answer === null) return [];
  const { tunnel: _tunnel, ...message } = event;
  return [{ ...message, answer: { ...event.answer, background: false } }];
}

/** The series with a device of the old kind: only a kept tag tells it from QEMU 10.2, and that may be what is looked for. */
const UNTOLD = /legacy-tagged-add/;

const RECORDINGS = bundled('.ndjson').filter((name) => readTrace(readBundled(name)).header?.profile !== null);

describe('which device answered', () => {
  it.each(RECORDINGS.filter((name) => !UNTOLD.test(name)))('is told by %s itself: as good as by its head', (name) => {
    const result = replay(name);
    const first = result.inferred.find(({ what }) => what === 'profile');
    expect(first?.value).toBe(result.profile);
    // Where nothing tells, the newest measured device is as good as the one that it was.
    const replayed = result.divergences.filter(({ basis, severity }) => basis === 'replay' && severity === 'error');
    if (first?.line === null) expect(result.profile).toBe('qemu-10.2');
    else expect(replayed).toEqual([]);
  });

  it.each([
    ['by the Command Effects Log', 'qemu-10.0/cel.ndjson', 'qemu-10.0'],
    ['by the Command Effects Log', 'qemu-10.2/cel.ndjson', 'qemu-10.2'],
    ['by what a Dynamic Capacity event says', 'qemu-10.0/dc-add-single.ndjson', 'qemu-10.0'],
    ['by an opcode that it answers', 'qemu-10.2/health-alerts.ndjson', 'qemu-10.2'],
    ['by capacity that gets its memory with the offers', 'qemu-lazy-rfc/five-accepts.ndjson', 'qemu-lazy-rfc'],
  ])('%s', (_how, name, profile) => {
    const { inferred, issues } = replay(name);
    expect(inferred).toEqual([{ what: 'profile', value: profile, line: expect.any(Number) }]);
    expect(issues).toEqual([]);
  });

  it.each<[readonly [number, number], string]>([
    [[10, 0], 'qemu-10.0'],
    [[10, 2], 'qemu-10.2'],
    [[9, 1], 'qemu-9.1'],
    [[9, 2], 'qemu-9.1'],
    [[11, 0], 'qemu-10.2'],
  ])('QEMU %s says so itself, whatever else there is', (version, profile) => {
    const { inferred } = replay('qemu-10.0/cel.ndjson', version);
    expect(inferred).toEqual([{ what: 'profile', value: profile, line: 1 }]);
  });

  it('is not told by a message that has no status register beside it', () => {
    const { profile, compared } = replay('qemu-10.2/fm-add-basic.ndjson', undefined, undefined, overMctp);
    expect(profile).toBe('qemu-10.2');
    expect(compared).toBeGreaterThan(0);
  });

  it('is not inferred where the command line says it', () => {
    const { profile, inferred } = replay('qemu-10.0/cel.ndjson', undefined, 'cxl-3.1');
    expect([profile, inferred]).toEqual(['cxl-3.1', []]);
  });
});
