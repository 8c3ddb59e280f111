import { describe, expect, it } from 'vitest';
import { analyse, bundled, readBundled } from '../bundled.js';

/** The recordings of real devices that come with the project. */
const RECORDINGS = bundled('.ndjson');

describe('every answer of a real device is given again, byte for byte', () => {
  it('has recordings to compare with', () => expect(RECORDINGS.length).toBeGreaterThan(40));

  it.each(RECORDINGS)('%s', (name) => {
    const result = analyse(name, readBundled(name));
    expect(result.issues).toEqual([]);
    // Rules find what is wrong with the device itself; here only that the engine is the same device.
    const causes = result.divergences.filter(({ severity, basis }) => severity === 'error' && basis === 'replay');
    expect(causes.map(({ line, event, message }) => `line ${line}: ${event}: ${message}`)).toEqual([]);
    // What a device answers after it damaged its memory, or chose by chance, follows from there: only that may differ.
    const isSpoiled = result.divergences.some(({ code }) =>
      /^(memory-corrupted|unpredictable-answer|duplicate-tag)$/.test(code),
    );
    if (!isSpoiled) expect(result.matched).toBe(result.compared);
    expect(result.compared).toBeGreaterThan(0);
  });
});
