import type { Profile } from '../device/profile.js';
import { qemu100 } from './qemu-10.0.js';
import { qemu102 } from './qemu-10.2.js';

/** The modelled devices. Add one: a file beside this one, a line here. */
const PROFILES: readonly Profile[] = [qemu100, qemu102];

/** The modelled devices by name. */
export const profiles: ReadonlyMap<string, Profile> = new Map(PROFILES.map((profile) => [profile.name, profile]));
