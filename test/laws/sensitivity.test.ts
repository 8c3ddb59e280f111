import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse, bundled, readBundled } from '../bundled.js';

/** Neither damages the device's memory nor runs on a clock that is only known to a tolerance: compared to the byte. */
function isExact(name: string, lines: readonly string[]): boolean {
  const { divergences, inferred } = analyse(name, Buffer.from(lines.join('\n')));
  return (
    inferred.every(({ what }) => what !== 'clock') &&
    divergences.every(
      ({ basis, code }) => basis === 'rule' && !/^(memory-corrupted|unpredictable-answer|duplicate-tag)$/.test(code),
    )
  );
}

/** The exact recordings as lines, the device record first. */
const recordings = bundled('.ndjson')
  .map((name) => ({ name, lines: readBundled(name).toString().trimEnd().split('\n') }))
  .filter(({ name, lines }) => isExact(name, lines));

const replayed = (name: string, lines: readonly string[]) => analyse(name, Buffer.from(`${lines.join('\n')}\n`));

/** Where recording and engine part; what rules say of both is left out. */
const differences = (name: string, lines: readonly string[]) =>
  replayed(name, lines).divergences.filter(({ basis }) => basis === 'replay');

interface MailboxRecord {
  seq: number;
  returnCode: number;
  response: string;
  background?: boolean;
}

/** The places of answers that are compared whole: mailbox records with a payload. */
const answered = recordings.flatMap(({ name, lines }) =>
  lines.flatMap((line, index) => {
    const record = JSON.parse(line);
    return record.kind === 'mailbox' && record.response && record.responseLength === undefined && !record.tunnel
      ? [{ name, lines, index, record: record as MailboxRecord }]
      : [];
  }),
);

const changed = (lines: readonly string[], index: number, record: object): readonly string[] =>
  lines.with(index, JSON.stringify(record));

describe('a changed answer is found where it is', () => {
  it('any flipped byte of a payload is a divergence at that record, in that byte', () => {
    fc.assert(
      fc.property(fc.constantFrom(...answered), fc.nat(), fc.integer({ min: 1, max: 255 }), (place, at, flip) => {
        const payload = Buffer.from(place.record.response, 'hex');
        const offset = at % payload.length;
        payload[offset] = (payload[offset] ?? 0) ^ flip;
        const lines = changed(place.lines, place.index, { ...place.record, response: payload.toString('hex') });
        const [first, ...others] = differences(place.name, lines);
        expect(first).toMatchObject({ seq: place.record.seq, line: place.index + 1, severity: 'error' });
        const all = [first, ...others].filter((one) => one?.seq === place.record.seq);
        const isThere = all.some(
          (one) => one?.payloadOffset != null && one.payloadOffset <= offset && one.path.startsWith('response'),
        );
        expect(isThere).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('any other return code is a divergence at that record', () => {
    fc.assert(
      fc.property(fc.constantFrom(...answered), fc.integer({ min: 0, max: 0x20 }), (place, code) => {
        fc.pre(code !== place.record.returnCode);
        const lines = changed(place.lines, place.index, { ...place.record, returnCode: code });
        const [first] = differences(place.name, lines);
        expect(first).toMatchObject({
          severity: 'error',
          seq: place.record.seq,
          path: 'returnCode',
          recorded: code,
          replayed: place.record.returnCode,
        });
      }),
      { numRuns: 150 },
    );
  });
});

describe('a missing, doubled or misplaced record is an issue at its place', () => {
  const somewhere = fc.constantFrom(...recordings.filter(({ lines }) => lines.length > 6));

  /** Past the device record, before the last: a loss at the very end cannot be seen. */
  const placeIn = (lines: readonly string[], at: number): number => 1 + (at % (lines.length - 3));

  it('dropped', () => {
    fc.assert(
      fc.property(somewhere, fc.nat(), ({ name, lines }, at) => {
        const index = placeIn(lines, at);
        const { issues } = replayed(name, lines.toSpliced(index, 1));
        expect(issues[0]).toMatchObject({ code: 'sequence-broken', line: index + 1 });
      }),
      { numRuns: 60 },
    );
  });

  it('doubled', () => {
    fc.assert(
      fc.property(somewhere, fc.nat(), ({ name, lines }, at) => {
        const index = placeIn(lines, at);
        const { issues } = replayed(name, lines.toSpliced(index, 0, lines[index] as string));
        expect(issues[0]).toMatchObject({ code: 'sequence-broken', line: index + 2 });
      }),
      { numRuns: 60 },
    );
  });

  it('swapped', () => {
    fc.assert(
      fc.property(somewhere, fc.nat(), ({ name, lines }, at) => {
        const index = placeIn(lines, at);
        const swapped = lines.with(index, lines[index + 1] as string).with(index + 1, lines[index] as string);
        expect(replayed(name, swapped).issues[0]).toMatchObject({ code: 'sequence-broken', line: index + 1 });
      }),
      { numRuns: 60 },
    );
  });
});

describe('the first answer that the device would give otherwise is where a loss shows', () => {
  it('without the offer, the event status register is what parts first', () => {
    const recording = recordings.find((one) => one.name.endsWith('dc-add-single.ndjson'));
    const { name, lines } = recording ?? { name: 'dc-add-single.ndjson', lines: [] };
    const index = lines.findIndex((line) => line.includes('cxl-add-dynamic-capacity') && line.includes('"return"'));
    const divergences = differences(name, lines.toSpliced(index, 1));
    const next = lines.findIndex((line, at) => at > index && line.includes('"device-status"'));
    expect(divergences[0]?.line).toBe(next);
  });
});
