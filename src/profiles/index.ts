import type { Profile } from '../device/profile.js';
import { cxl31Device } from './cxl-3.1.js';
import { qemu91 } from './qemu-9.1.js';
import { qemu100 } from './qemu-10.0.js';
import { qemu101 } from './qemu-10.1.js';
import { qemu102 } from './qemu-10.2.js';
import { qemuLazyRfc } from './qemu-lazy-rfc.js';
import { qemuLazyV1 } from './qemu-lazy-v1.js';

/** The modelled devices. Add one: a file beside this one, a line here. */
const PROFILES: readonly Profile[] = [qemu91, qemu100, qemu101, qemu102, qemuLazyRfc, qemuLazyV1, cxl31Device];

/** The modelled devices by name. */
export const profiles: ReadonlyMap<string, Profile> = new Map(PROFILES.map((profile) => [profile.name, profile]));
