import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { correctTrace } from '../../src/cli/check-update.js';
import { bundled, readBundled } from '../bundled.js';
import { ACCEPT_FIRST, offerOf, TRACE_HEAD } from '../checked.js';

interface WrittenTrace {
  readonly title?: string;
  readonly steps: readonly Readonly<Record<string, unknown>>[];
}

/** All of a trace but what it expects. */
const recordedPart = (text: string) => {
  const { steps, ...head } = parse(text) as WrittenTrace;
  return { ...head, steps: steps.map((step) => ('expect' in step ? 'an expectation' : step)) };
};

const written = bundled('.yaml').filter((name) => !/\.expect\.yaml$/.test(name));
const aboutDivergences = written.filter((name) =>
  (parse(readBundled(name).toString()) as WrittenTrace).steps.some((step) => {
    const { divergences } = (step['expect'] ?? {}) as { divergences?: object };
    return Object.keys(divergences ?? {}).length > 0;
  }),
);

describe('check --update', () => {
  test('has traces that diverge on purpose to try', () => expect(aboutDivergences.length).toBeGreaterThan(30));

  test.each(written)('finds nothing to write in traces/%s', (name) => {
    expect(correctTrace(readBundled(name).toString()).changes).toBe(0);
  });

  // Against other engines nearly everything is another answer.
  test.each(['cxl-3.1', 'qemu-9.1', 'qemu-lazy-rfc'])(
    'writes only expectations where they diverge, by %s',
    (profile) => {
      for (const name of aboutDivergences) {
        const text = readBundled(name).toString();
        expect(recordedPart(correctTrace(text, profile).text), name).toEqual(recordedPart(text));
      }
    },
  );

  const wrong = `${ACCEPT_FIRST}    returnCode: busy\n`;

  test('keeps wrong answers where a later step lists them, and what an earlier one says', () => {
    const text = `${TRACE_HEAD}${offerOf('0')}
  - expect: { divergences: [] }${wrong}
  - expect: { divergences: [background-busy] }
`;
    const { text: after } = correctTrace(text);
    expect(recordedPart(after)).toEqual(recordedPart(text));
    expect(after).toContain('returnCode: busy');
  });

  test('brings answers up to date where nothing is to diverge', () => {
    const text = `${TRACE_HEAD}${offerOf('0')}${wrong}
  - expect: { divergences: [] }
`;
    expect(correctTrace(text).text).toBe(text.replace('busy', 'success'));
  });

  test('keeps the answers of a recording, and corrects what is expected of it', () => {
    const head = TRACE_HEAD.replace('profile', 'recordedFrom: a device on the bench\nprofile');
    const text = `${head}${offerOf('0')}${wrong}
  - expect: { pendingGroups: 3 }
`;
    expect(correctTrace(text).text).toBe(text.replace('pendingGroups: 3', 'pendingGroups: 1'));
    const byHand = text.replace('a device on the bench', 'hand-written, after a report');
    expect(correctTrace(byHand).text).toContain('returnCode: success');
  });
});
