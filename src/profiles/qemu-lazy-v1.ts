import type { Profile } from '../device/profile.js';
import { qemuLazyRfc } from './qemu-lazy-rfc.js';

/** The second posting: every memory backend takes a tag, and what the host accepts loses its own. */
export const qemuLazyV1: Profile = {
  ...qemuLazyRfc,
  name: 'qemu-lazy-v1',
  title: 'QEMU with the tagged memory series of 25 March 2026',
  evidence: 'read',
  source: 'the cover of the series, its patch 5/9 and the discussion below it; otherwise as the series before it',
  behaviours: {
    ...qemuLazyRfc.behaviours,
    tagProperty: 'every-backend',
    tagOnMapping: 'dropped',
    releaseByTag: 'backend-tag',
    directSlots: 'first-free',
    missingDetailLine: 'upper-case',
  },
};
