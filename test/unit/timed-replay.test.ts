import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chooseProfile, foreknowledge } from '../../src/cli/choose-profile.js';
import { Analysis } from '../../src/divergence/analysis.js';
import { divergenceKinds } from '../../src/divergence/index.js';
import type { TraceResult } from '../../src/divergence/result.js';
import { qemuMmio } from '../../src/formats/qemu-mmio.js';
import { HeldBack } from '../../src/infer/held-back.js';

const logs = join(import.meta.dirname, '../../traces/logs/qemu-mmio');

function replayed(text: string): TraceResult {
  const analysis = new Analysis(divergenceKinds, chooseProfile(undefined));
  const sink = new HeldBack(analysis, foreknowledge(undefined));
  const reader = qemuMmio.open(sink);
  reader.push(Buffer.from(text));
  reader.end();
  sink.close();
  return analysis.result('log', 'qemu-mmio');
}

const fromReplay = (result: TraceResult) =>
  result.divergences.filter(({ basis, severity }) => basis === 'replay' && severity !== 'note');

test.each(['qemu-10.0-dc-add-single', 'qemu-10.0-identify', 'qemu-10.0-sanitize', 'qemu-10.0-reset-survival'])(
  '%s from its log alone: device and clock are inferred',
  (name) => {
    const result = replayed(readFileSync(join(logs, `${name}.log`), 'utf8'));
    expect(fromReplay(result)).toEqual([]);
    expect(result.matched).toBe(result.compared);
    expect(result.inferred.some(({ what }) => what === 'device.qomPath')).toBe(true);
  },
);

test('steps of the clock that no line shows are told with the line that shows them', () => {
  const { inferred } = replayed(readFileSync(join(logs, 'qemu-10.0-sanitize.log'), 'utf8'));
  const steps = inferred.filter(({ what }) => what === 'clock.step');
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.every(({ line }) => line !== null)).toBe(true);
});
