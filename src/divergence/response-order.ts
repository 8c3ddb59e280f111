import { cxl31 } from '../base/spec.js';
import { responseOrderCauses } from './causes-order.js';
import type { DivergenceKind } from './divergence.js';
import { refusalMismatch, refusals } from './refusal.js';

export const responseOrder: DivergenceKind = {
  code: 'response-order',
  title: 'An offer is answered before its turn',
  fires:
    'An answer names extents of a later offer while an earlier one waits; or the two sides disagree on whether that is allowed.',
  explanation:
    'QEMU keeps offers in a queue and takes answers to the first one only. A host that answers in another order is refused with Invalid Physical Address, and goes on being refused until the first offer is answered or rejected.',
  causes: responseOrderCauses,
  lookAt: [
    'the event records that the host read, in order',
    'the first offer in the queue, and whether its event was delivered',
  ],
  spec: [cxl31('8.2.9.9.9.3', 'Add Dynamic Capacity Response')],
  reports: [
    'Reviews of QEMU v3 to v6 by Jonathan Cameron, January to April 2024: the answer must lie in the first pending group',
    'Code reading of QEMU 10.2.2: only the oldest pending group can be answered',
  ],
  mismatch: refusalMismatch('response-order'),
  watch: refusals('response-order'),
};
