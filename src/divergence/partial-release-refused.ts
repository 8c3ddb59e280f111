import { cxl31 } from '../base/spec.js';
import { partialReleaseCauses } from './causes-backend.js';
import type { DivergenceKind } from './divergence.js';
import { guestAnswerRefused } from './guest-answer.js';
import { refusalMismatch, refusals } from './refusal.js';

export const partialReleaseRefused: DivergenceKind = {
  code: 'partial-release-refused',
  title: 'A part of an extent cannot be released',
  fires:
    'A host gives back a part of an accepted extent and is refused; or one side splits the extent and the other refuses.',
  explanation:
    'A device may split an extent and keep the rest, or insist on whole extents: one behind a memory backend can only be unmapped whole. The capacity stays with the host until it gives all of it back.',
  causes: partialReleaseCauses,
  lookAt: [
    'the accepted extent beside the released range',
    'whether the device has lazy backends',
    'the number of extents beside the limit',
  ],
  spec: [cxl31('8.2.9.9.9.4', 'Release Dynamic Capacity')],
  reports: [
    'Reviews of QEMU v3 and v6: releasing a superset, or several extents at once, was refused; commits 3083f018b5 and c51dca0428 of May 2024 split at the borders',
    'libcxlmi discussion: the kernel gives whole extents back where QEMU would split',
    'Tagged memory series for QEMU, March 2026: partial release of an extent with a backend is refused by design',
  ],
  mismatch: refusalMismatch('partial-release-refused'),
  watch: [refusals('partial-release-refused'), guestAnswerRefused('partial-release-refused')],
};
