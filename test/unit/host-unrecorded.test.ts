import { describe, expect, it } from 'vitest';
import { replayInput } from '../../src/cli/replay-input.js';
import type { TraceResult } from '../../src/divergence/result.js';
import type { HostName } from '../../src/trace/sides.js';
import { readBundled } from '../bundled.js';

async function replayed(text: string | Uint8Array, host?: HostName): Promise<TraceResult> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const input = { name: 'given', chunks: () => [bytes] };
  const { results } = await replayInput(input, { profiles: [], ...(host !== undefined && { host }) }, null);
  return results[0] as TraceResult;
}

type Ask = readonly ['add' | 'release', readonly (readonly [offset: number, len: number])[], string?];

const MIB = 1 << 20;

/** A QMP transcript in both directions; without words of refusal a request was taken. */
const transcript = (asked: readonly Ask[]): string =>
  [
    '-> {"execute": "qmp_capabilities"}',
    '<- {"return": {}}',
    ...asked.flatMap(([what, extents, refused]) => [
      `-> ${JSON.stringify({
        execute: `cxl-${what}-dynamic-capacity`,
        arguments: {
          path: '/machine/peripheral/cxl-dcd0',
          'host-id': 0,
          [what === 'add' ? 'selection-policy' : 'removal-policy']: 'prescriptive',
          region: 0,
          extents: extents.map(([offset, len]) => ({ offset: offset * MIB, len: len * MIB })),
        },
      })}`,
      `<- ${refused === undefined ? '{"return": {}}' : JSON.stringify({ error: { class: 'GenericError', desc: refused } })}`,
    ]),
  ].join('\n');

const PENDING = 'cannot release extent with pending DPA range';
const ACCESSIBLE = 'cannot add DPA already accessible to the same LD';
const ABSENT = 'cannot release extent with non-existing DPA range';

const notes = ({ divergences }: TraceResult): readonly string[] =>
  divergences.filter(({ code }) => code === 'unrecorded-command').map(({ message }) => message);

const faults = ({ divergences }: TraceResult): readonly string[] =>
  divergences.filter(({ basis, severity }) => basis === 'replay' && severity === 'error').map(({ message }) => message);

describe('a QMP transcript alone', () => {
  it('shows by a release that the host has accepted', async () => {
    const result = await replayed(
      transcript([
        ['add', [[0, 64]]],
        ['release', [[0, 64]]],
      ]),
    );
    expect(faults(result)).toEqual([]);
    expect(notes(result)).toEqual([
      'the answer is explained by an unrecorded Add Dynamic Capacity Response (4802h) accepting 0x20000000+64MiB',
    ]);
  });

  it('shows by an offer of the same that the host has given back', async () => {
    const result = await replayed(
      transcript([
        ['add', [[0, 64]]],
        ['release', [[0, 64]]],
        ['add', [[0, 64]]],
      ]),
    );
    expect(faults(result)).toEqual([]);
    expect(notes(result)[1]).toMatch(/Release Dynamic Capacity \(4803h\) giving back 0x20000000\+64MiB$/);
  });

  it('shows by a refusal that the host has taken a part, or nothing', async () => {
    const result = await replayed(
      transcript([
        [
          'add',
          [
            [0, 64],
            [128, 64],
          ],
        ],
        ['release', [[0, 64]], ABSENT],
        ['release', [[128, 64]]],
        ['add', [[128, 2]], ACCESSIBLE],
        ['add', [[0, 64]]],
      ]),
    );
    expect(faults(result)).toEqual([]);
    expect(notes(result)).toEqual([expect.stringMatching(/\(4802h\) accepting 0x28000000\+64MiB$/)]);
  });

  it('looks again at what was concluded before, where a later answer tells more', async () => {
    const result = await replayed(
      transcript([
        [
          'add',
          [
            [0, 64],
            [128, 64],
            [256, 64],
          ],
        ],
        ['release', [[256, 64]], ABSENT],
        ['release', [[256, 14]]],
      ]),
    );
    expect(faults(result)).toEqual([]);
    expect(notes(result)[1]).toMatch(
      /accepting .*0x30000000\+14MiB, in #3 at line 5, in place of what was taken there$/,
    );
  });

  it('shows a device for each path at which QMP found one', async () => {
    const inject = (path: string) => [
      `-> ${JSON.stringify({ execute: 'cxl-inject-poison', arguments: { path, start: 0, length: 64 } })}`,
      '<- {"return": {}}',
    ];
    const result = await replayed([...inject('/machine/peripheral/a'), ...inject('/machine/peripheral/b')].join('\n'));
    expect(faults(result)).toEqual([]);
    expect(result.matched).toBe(2);
  });

  it('leaves what no command of a host explains', async () => {
    const result = await replayed(
      transcript([
        ['add', [[0, 64]]],
        ['release', [[0, 64]]],
        ['release', [[0, 64]], PENDING],
      ]),
    );
    expect(notes(result)).toHaveLength(1);
    expect(faults(result)).toEqual([expect.stringContaining(PENDING)]);
  });

  it('is filled by the host that is named', async () => {
    const text = transcript([
      ['add', [[0, 64]]],
      ['release', [[0, 64]]],
      ['add', [[0, 64]]],
    ]);
    const result = await replayed(text, 'linux');
    expect(notes(result)).toEqual([]);
    expect(result.inferred.filter(({ what }) => what === 'host')).toEqual([
      { what: 'host', value: 'linux: What the Dynamic Capacity driver for Linux does', line: null },
      { what: 'host', value: 'Add Dynamic Capacity Response (4802h) accepting 0x20000000+64MiB', line: 3 },
      { what: 'host', value: 'Release Dynamic Capacity (4803h) giving back 0x20000000+64MiB', line: 5 },
      { what: 'host', value: 'Add Dynamic Capacity Response (4802h) accepting 0x20000000+64MiB', line: 7 },
    ]);
  });

  it('says where the host did not do as the one that is named', async () => {
    const text = transcript([
      ['add', [[0, 64]]],
      ['release', [[0, 64]], PENDING],
    ]);
    const result = await replayed(text, 'accept-all');
    expect(faults(result)).toEqual([]);
    expect(result.inferred.filter(({ what }) => what === 'host').at(-1)?.value).toMatch(
      /did not do as accept-all does/,
    );
  });
});

describe('a recording of all sides', () => {
  const [head = '', ...rest] = readBundled('qemu-10.0/dc-add-single.ndjson').toString('utf8').trimEnd().split('\n');

  it('explains nothing away', async () => {
    const add = rest.find((line) => line.includes('cxl-add-dynamic-capacity')) ?? '';
    const wrong = add.replace(
      /"return":\{\}/,
      '"error":{"class":"GenericError","desc":"cannot add DPA again while still pending"}',
    );
    expect(wrong).not.toBe(add);
    const result = await replayed([head, ...rest.map((line) => (line === add ? wrong : line))].join('\n'));
    expect(notes(result)).toEqual([]);
    expect(faults(result)).not.toEqual([]);
  });

  it('names the offer where its operator is left out', async () => {
    const left = rest.filter((line) => !line.includes('"kind":"qmp'));
    const numbered = left.map((line, index) => line.replace(/"seq":\d+/, `"seq":${index + 1}`));
    const result = await replayed([head.replace('{', '{"unrecorded":["operator"],'), ...numbered].join('\n'));
    expect(faults(result)).toEqual([]);
    expect(notes(result)).toEqual([
      expect.stringMatching(/which put a record into the dynamic-capacity log$/),
      expect.stringMatching(/unrecorded QMP cxl-add-dynamic-capacity of 0x20000000\+/),
    ]);
  });

  it('is a QMP trace where nothing else is left of it', async () => {
    const left = rest.filter((line) => line.includes('"kind":"qmp'));
    const add = left.find((line) => line.includes('cxl-add-dynamic-capacity')) ?? '';
    const release = add.replace('cxl-add-', 'cxl-release-').replace('"selection-policy"', '"removal-policy"');
    const numbered = [...left, release].map((line, index) => line.replace(/"seq":\d+/, `"seq":${index + 1}`));
    const result = await replayed([head, ...numbered].join('\n'));
    expect(faults(result)).toEqual([]);
    expect(notes(result)).toEqual([expect.stringMatching(/\(4802h\) accepting/)]);
  });
});

describe('a long QMP transcript of which nothing can be explained', () => {
  /** One offer in two is taken and never answered, the other refused with words that no device has. */
  const unexplained = (count: number): readonly Ask[] =>
    Array.from({ length: count }, (_, at) =>
      at % 2 === 0 ? (['add', [[at, 2]]] as const) : (['add', [[at, 2]], 'the device is gone'] as const),
    );

  it('is not searched for ever, and says so once', async () => {
    const { inferred } = await replayed(transcript(unexplained(400)));
    const told = inferred.filter(({ what }) => what === 'unrecorded');
    expect(told).toHaveLength(1);
    expect(String(told[0]?.value)).toMatch(/^the search for commands .* was given up at \d+ differences/);
    expect(told[0]?.line).toBeGreaterThan(1);
  });

  it('says nothing of that where all was tried', async () => {
    const { inferred } = await replayed(transcript(unexplained(10)));
    expect(inferred.filter(({ what }) => what === 'unrecorded')).toEqual([]);
  });
});
