import { cxl31 } from '../base/spec.js';
import { misalignedCauses } from './causes-range.js';
import type { DivergenceKind } from './divergence.js';
import { guestAnswerRefused } from './guest-answer.js';
import { refusedByGuest } from './guest-refusal.js';
import { refusalMismatch, refusals } from './refusal.js';

export const misaligned: DivergenceKind = {
  code: 'misaligned',
  title: 'An extent is not aligned to the block size',
  fires:
    'A request names an extent that begins or ends inside a block of its region, or that is empty; or the guest says that it drops one for its alignment.',
  explanation:
    'Capacity moves in blocks of the region. What begins or ends inside one is refused, by the device or by QMP.',
  causes: misalignedCauses,
  lookAt: [
    'the block size of the region in Get Dynamic Capacity Configuration',
    'base of the region and start of the extent, both modulo the block size',
  ],
  spec: [
    cxl31('8.2.9.9.9.1', 'Get Dynamic Capacity Configuration'),
    cxl31('8.2.9.9.9.3', 'Add Dynamic Capacity Response'),
  ],
  reports: [
    'Jørgen Hansen on QEMU v4, 4 March 2024: with static memory of an odd size the regions begin off 256 MiB',
    'libcxlmi issue 19: a test offered extents of 128 bytes',
  ],
  mismatch: refusalMismatch('misaligned'),
  watch: [refusals('misaligned'), refusedByGuest('misaligned'), guestAnswerRefused('misaligned')],
};
