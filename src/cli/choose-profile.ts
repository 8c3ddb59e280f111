import { present } from '../base/assert.js';
import { didYouMean } from '../base/nearest.js';
import type { Profile } from '../device/profile.js';
import type { ChooseProfile } from '../divergence/analysis.js';
import type { Foreknowledge } from '../infer/held-back.js';
import { profiles } from '../profiles/index.js';
import type { QemuVersion } from '../trace/header.js';
import type { HostName } from '../trace/sides.js';

/** What is wrong with a profile's name, or null where it is known. */
export function profileFault(name: string): string | null {
  if (profiles.has(name)) return null;
  const names = [...profiles.keys()];
  return `unknown profile "${name}"${didYouMean(name, names)}; known are ${names.join(', ')}`;
}

/** The newest profile that a running device was measured for: what is taken where nothing says which. */
const fallback = (): Profile =>
  profiles.get('qemu-10.2') ?? present([...profiles.values()][0], 'there is at least one profile');

const QEMU_NAME = /^qemu-(\d+)\.(\d+)$/;

/** The profile of a QEMU that named its version: its own, else that of the version before it, else the oldest. */
function profileOfVersion({ major, minor }: Pick<QemuVersion, 'major' | 'minor'>): Profile | undefined {
  const known = [...profiles.values()]
    .flatMap((profile) => {
      const [, knownMajor, knownMinor] = QEMU_NAME.exec(profile.name) ?? [];
      return knownMajor === undefined ? [] : [{ profile, order: Number(knownMajor) * 1000 + Number(knownMinor) }];
    })
    .sort((left, right) => left.order - right.order);
  return (known.findLast(({ order }) => order <= major * 1000 + minor) ?? known[0])?.profile;
}

/** The profile that the command line names, else the trace's own, which may be inferred, else the fallback, which is said. */
export const chooseProfile =
  (named: string | undefined): ChooseProfile =>
  (header) => {
    const wanted = named ?? header.profile;
    const known = wanted === null ? undefined : profiles.get(wanted);
    if (known !== undefined) return { profile: known, inferred: [] };
    const profile = fallback();
    const inferred = [{ what: 'profile', value: profile.name, line: null }];
    const fault = wanted === null ? null : profileFault(wanted);
    if (fault === null) return { profile, inferred };
    const { profileAt, line } = header;
    const issue = { code: 'unknown-profile', ...(profileAt ?? { line }), message: fault } as const;
    return { profile, inferred, issue, ...(profileAt !== undefined && { isRefused: true }) };
  };

/** What is known of a trace's profile before its records are read, and which it may be where nothing is. */
export const foreknowledge = (named: string | undefined, host?: HostName): Foreknowledge => ({
  ...(host !== undefined && { host }),
  known: (header) => {
    const wanted = named ?? header.profile;
    return wanted === null ? null : (profiles.get(wanted) ?? fallback());
  },
  candidates: ({ qemuVersion }) => ({
    profiles: [...new Set([fallback(), ...measured(), ...profiles.values()])],
    ofVersion: qemuVersion === undefined ? undefined : profileOfVersion(qemuVersion),
  }),
});

const measured = (): readonly Profile[] => [...profiles.values()].filter(({ evidence }) => evidence === 'measured');
