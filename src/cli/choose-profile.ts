import { present } from '../base/assert.js';
import { didYouMean } from '../base/nearest.js';
import type { Profile } from '../device/profile.js';
import type { ChooseProfile } from '../divergence/analysis.js';
import { profiles } from '../profiles/index.js';

/** What is wrong with a profile's name, or null where it is known. */
export function profileFault(name: string): string | null {
  if (profiles.has(name)) return null;
  const names = [...profiles.keys()];
  return `unknown profile "${name}"${didYouMean(name, names)}; known are ${names.join(', ')}`;
}

/** The newest profile that a running device was measured for: what is taken where nothing says which. */
const fallback = (): Profile =>
  profiles.get('qemu-10.2') ?? present([...profiles.values()][0], 'there is at least one profile');

/** The profile that the command line names, else the trace's own, else the fallback, which is said. */
export const chooseProfile =
  (named: string | undefined): ChooseProfile =>
  (header) => {
    const wanted = named ?? header.profile;
    const known = wanted === null || wanted === undefined ? undefined : profiles.get(wanted);
    if (known !== undefined) return { profile: known, inferred: [] };
    const profile = fallback();
    const inferred = [{ what: 'profile', value: profile.name, line: null }];
    const fault = typeof wanted === 'string' ? profileFault(wanted) : null;
    if (fault === null) return { profile, inferred };
    return { profile, inferred, issue: { code: 'unknown-profile', line: header.line, message: fault } };
  };
