import { cxl31 } from '../base/spec.js';
import { overlapCauses } from './causes-range.js';
import type { DivergenceKind } from './divergence.js';
import { refusalMismatch, refusals } from './refusal.js';

export const overlap: DivergenceKind = {
  code: 'overlap',
  title: 'Extents overlap',
  fires:
    'A request names capacity that overlaps another extent of the same list, an accepted extent, or one that is offered.',
  explanation:
    'An address of the device belongs to one extent at most. The device refuses lists in which that is not so.',
  causes: overlapCauses,
  lookAt: ['the other extent that is named', 'the offers that wait for an answer', 'the region of the request'],
  spec: [cxl31('9.13.3.3', 'Dynamic Capacity'), cxl31('8.2.9.9.9.3', 'Add Dynamic Capacity Response')],
  reports: [
    'Jørgen Hansen on QEMU v2, 8 September 2023: the bitmap of used blocks did not subtract the base of the first region',
    'QEMU commit 5eabca7ec0, Yao Xingtao, October 2024: a poisoned range that encloses an older one was taken',
  ],
  mismatch: refusalMismatch('overlap'),
  watch: refusals('overlap'),
};
