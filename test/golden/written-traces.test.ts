import { describe, expect, it } from 'vitest';
import { analyse, bundled, readBundled, readTrace } from '../bundled.js';

/** The traces that people wrote; the names of those that disagree on purpose say so. */
const WRITTEN = bundled('.yaml').filter((name) => /^(protocol|lazy)\//.test(name));
const isDivergent = (name: string): boolean => name.includes('divergent-');

const causes = (name: string): readonly string[] =>
  analyse(name, readBundled(name))
    .divergences.filter(({ basis, followsFrom }) => basis === 'replay' && followsFrom === null)
    .map(({ code, line, path }) => `line ${line}: ${code} ${path}`);

describe('the written traces', () => {
  it.each(WRITTEN)('%s has a title and reads without an issue', (name) => {
    const { header, events, issues } = readTrace(readBundled(name));
    expect(issues).toEqual([]);
    expect(header?.title).toBeTruthy();
    expect(events.length).toBeGreaterThan(0);
  });

  it.each(WRITTEN.filter((name) => !isDivergent(name)))('%s is what its profile does', (name) => {
    expect(causes(name)).toEqual([]);
  });

  it.each(WRITTEN.filter(isDivergent))('%s disagrees with its profile', (name) => {
    expect(causes(name)).not.toEqual([]);
  });
});
