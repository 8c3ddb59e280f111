import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { divergenceKinds } from '../../src/divergence/index.js';
import { type CodeExamples, divergencesMarkdown } from '../../src/report/explain-markdown.js';
import { analyse, bundled, readBundled } from '../bundled.js';

const PAGE = resolve(import.meta.dirname, '../../docs/divergences.md');

/** Found by no replay: the traces of `check` show it. */
const OF_EXPECTATIONS = 'expectation-failed';

const written = bundled('.yaml', '.ndjson').filter((name) => name.startsWith('rules/'));
const exampleOf = (code: string, how: string): string | null =>
  written.find((name) => new RegExp(`^rules/${code}-${how}\\.(yaml|ndjson)$`).test(name)) ?? null;

const codesIn = (name: string): readonly string[] =>
  analyse(name, readBundled(name))
    .divergences.filter(({ followsFrom }) => followsFrom === null)
    .map(({ code }) => code);

const kinds = divergenceKinds.filter(({ code }) => code !== OF_EXPECTATIONS);

describe('each divergence code', () => {
  it.each(divergenceKinds)('$code is explained', ({ code, title, fires, explanation, causes, lookAt }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const text of [title, fires, explanation]) expect(text.length).toBeGreaterThan(10);
    expect(causes, 'say what it may come from').not.toEqual([]);
    expect(lookAt, 'say what to look at next').not.toEqual([]);
    for (const sentence of [fires, explanation]) expect(sentence).toMatch(/\.$/);
  });

  it.each(kinds)('$code fires in its trace', ({ code }) => {
    const name = exampleOf(code, 'fires');
    expect(name, `write traces/rules/${code}-fires.yaml`).not.toBeNull();
    expect(codesIn(name as string)).toContain(code);
  });

  it.each(kinds)('$code is quiet in its other trace', ({ code }) => {
    const name = exampleOf(code, 'quiet');
    expect(name, `write traces/rules/${code}-quiet.yaml`).not.toBeNull();
    expect(codesIn(name as string)).not.toContain(code);
  });

  it.each(written)('%s: what a rule finds is a warning or an error, unless it follows from another', (name) => {
    const { divergences } = analyse(name, readBundled(name));
    const notes = divergences.filter(({ basis, severity }) => basis === 'rule' && severity === 'note');
    expect(notes.filter(({ followsFrom }) => followsFrom === null)).toEqual([]);
  });

  it('has no two of one name', () => {
    const codes = divergenceKinds.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)]);
  });
});

describe('docs/divergences.md', () => {
  it('says what explain says', () => {
    const examples = (code: string): CodeExamples => {
      const path = (how: string) => {
        const name = exampleOf(code, how);
        return name === null ? null : `traces/${name}`;
      };
      return { fires: path('fires'), quiet: path('quiet') };
    };
    const page = divergencesMarkdown(divergenceKinds, examples);
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(dirname(PAGE), { recursive: true });
      writeFileSync(PAGE, page);
    }
    expect(existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '', 'UPDATE_GOLDEN=1 npm test writes it again').toBe(page);
  });
});

/** Faults of one device, and the code with which a profile without them parts. */
const ONE_DEVICE: readonly (readonly [string, string])[] = [
  ['01-more-on-the-last-event', 'more-chain-broken'],
  ['02-only-one-slot-of-the-list', 'field-mismatch'],
  ['05-chunked-answer-with-more', 'more-chain-broken'],
  ['07-tag-of-the-fabric-manager', 'null-tag'],
  ['08-zeros-while-something-is-offered', 'count-mismatch'],
];

describe('faults of one device', () => {
  const replayErrors = (name: string, profile?: string) =>
    analyse(name, readBundled(name), profile).divergences.filter(
      ({ basis, severity }) => basis === 'replay' && severity === 'error',
    );

  it.each(ONE_DEVICE)('%s replays clean with the fault', (name) => {
    expect(replayErrors(`bugs/${name}.yaml`)).toEqual([]);
  });

  it.each(ONE_DEVICE)('%s parts from a device without it, as %s', (name, code) => {
    expect(replayErrors(`bugs/${name}.yaml`, 'cxl-3.1').map((one) => one.code)).toEqual([code]);
  });
});
