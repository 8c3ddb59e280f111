import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Behaviour } from '../../src/device/behaviour.js';
import { BEHAVIOURS } from '../../src/device/behaviours.js';
import { BEHAVIOUR_NAMES, indistinct, played, section, traceOf } from '../behaviour-traces.js';
import { bundled, readBundled } from '../bundled.js';
import { checkText } from '../checked.js';
import { filesMatching } from '../repo/sources.js';

const file = join(import.meta.dirname, 'behaviours.md');

const HEAD = `# What each behaviour changes

Each behaviour has a trace. Here stands every field in which devices differ that are alike but for that behaviour, and
what each of its values makes of the field. A device that died answers nothing any more.
`;

if (process.env['UPDATE_GOLDEN'] === '1')
  writeFileSync(file, [HEAD, ...BEHAVIOUR_NAMES.map((name) => section(played(name)))].join('\n'));

const golden = new Map(
  readFileSync(file, 'utf8')
    .split(/^(?=## )/m)
    .slice(1)
    .map((text) => [/^## (\S+)/.exec(text)?.[1] ?? '', `${text.trimEnd()}\n`]),
);

describe('behaviours', () => {
  it('have each a trace, and each trace a behaviour', () => {
    expect(bundled('.yaml').filter((name) => name.startsWith('behaviours/'))).toEqual(
      BEHAVIOUR_NAMES.map(traceOf).sort(),
    );
    expect([...golden.keys()]).toEqual(BEHAVIOUR_NAMES);
  });

  it('are each asked by the engine', () => {
    const code = filesMatching(/^src\/(device|handlers)\/(?!behaviours).*\.ts$/).map(({ text }) => text);
    const unused = BEHAVIOUR_NAMES.filter((name) => !code.some((text) => text.includes(`behaviours.${name}`)));
    expect(unused, 'let a handler ask it, or delete it').toEqual([]);
  });
});

describe.each(BEHAVIOUR_NAMES)('%s', (name) => {
  it('replays clean on the device that its trace names', () => {
    const { result, failing } = checkText(readBundled(traceOf(name)).toString(), `traces/${traceOf(name)}`);
    expect(result.issues).toEqual([]);
    expect(result.matched).toBe(result.compared);
    expect(result.compared).toBeGreaterThan(0);
    expect(failing, 'what the device itself does wrong is listed by an expectation').toEqual([]);
  });

  it('changes exactly what the golden file says', () => expect(section(played(name))).toBe(golden.get(name)));

  it('shows all its values', () => expect(indistinct(played(name)), 'the trace must tell them apart').toEqual([]));

  it('dates its values, where it does, by values that it has', () => {
    const { values, since = {}, until = {} }: Behaviour = BEHAVIOURS[name];
    const dated = [...Object.keys(since), ...Object.keys(until)];
    expect(dated.filter((value) => !Object.hasOwn(values, value))).toEqual([]);
  });
});
