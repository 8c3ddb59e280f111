import { describe, expect, it } from 'vitest';
import { profiles } from '../../src/profiles/index.js';
import { playRecord, startMachine } from '../../src/replay/machine.js';
import type { TraceEvent } from '../../src/trace/events.js';
import { bundled, readBundled, readTrace } from '../bundled.js';

const isPrinted = (event: TraceEvent): event is TraceEvent & { kind: 'log' } =>
  event.kind === 'log' && event.source === 'qemu';

/** What the recording has of the device's log, and what the engine prints, in order. */
function linesOf(name: string) {
  const { header, events } = readTrace(readBundled(name));
  const profile = profiles.get(header?.profile ?? '');
  if (header === null || profile === undefined) throw new Error(`${name} names no known profile`);
  let machine = startMachine(header);
  const predicted = events.flatMap((event) => {
    const played = playRecord(profile, machine, event);
    machine = played.machine;
    return played.comparison.log;
  });
  return { recorded: events.filter(isPrinted).map(({ text }) => text), predicted };
}

/** A recording without any such line was made without the log. */
const WITH_LOG = bundled('.ndjson').filter((name) => readTrace(readBundled(name)).events.some(isPrinted));

describe('what a real device prints is predicted, line by line', () => {
  it('has recordings to compare with', () => expect(WITH_LOG.length).toBeGreaterThan(10));

  it.each(WITH_LOG)('%s', (name) => {
    const { recorded, predicted } = linesOf(name);
    expect(predicted).toEqual(recorded);
  });
});
