import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../src/device/hash.js';
import type { Profile } from '../../src/device/profile.js';
import { profiles } from '../../src/profiles/index.js';
import { type Machine, playRecord, startMachine } from '../../src/replay/machine.js';
import type { TraceEvent } from '../../src/trace/events.js';
import { bundled, readBundled, readTrace } from '../bundled.js';

const recordings = bundled('.ndjson').map((name) => ({ name, ...readTrace(readBundled(name)) }));

const profileOf = (name: string | null | undefined): Profile => {
  const profile = profiles.get(name ?? '');
  if (profile === undefined) throw new Error(`unknown profile ${name}`);
  return profile;
};

const play = (profile: Profile, machine: Machine, events: readonly TraceEvent[]): Machine =>
  events.reduce((state, event) => playRecord(profile, state, event).machine, machine);

const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
};

describe('replay is a fold', () => {
  it.each(recordings)('$name twice gives the same final state', ({ header, events }) => {
    const profile = profileOf(header?.profile);
    const once = () => contentHash(play(profile, startMachine(header as NonNullable<typeof header>), events).states);
    expect(once()).toBe(once());
  });

  it('replay(a ++ b) = replay(b) from replay(a), wherever the cut', () => {
    fc.assert(
      fc.property(fc.constantFrom(...recordings), fc.double({ min: 0, max: 1, noNaN: true }), (recording, at) => {
        const { header, events } = recording;
        const profile = profileOf(header?.profile);
        const start = startMachine(header as NonNullable<typeof header>);
        const cut = Math.floor(at * events.length);
        const halfway = play(profile, start, events.slice(0, cut));
        const rest = play(profile, halfway, events.slice(cut));
        expect(contentHash(rest.states)).toBe(contentHash(play(profile, start, events).states));
      }),
      { numRuns: 40 },
    );
  });

  it('no step changes a state that it was given', () => {
    for (const { header, events } of recordings.slice(0, 12)) {
      const profile = profileOf(header?.profile);
      let machine = freeze(startMachine(header as NonNullable<typeof header>));
      for (const event of events) machine = freeze(playRecord(profile, machine, event).machine);
    }
  });
});
