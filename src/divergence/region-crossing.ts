import { cxl31 } from '../base/spec.js';
import { regionCrossingCauses } from './causes-range.js';
import type { DivergenceKind } from './divergence.js';
import { refusedByGuest } from './guest-refusal.js';
import { refusalMismatch, refusals } from './refusal.js';

export const regionCrossing: DivergenceKind = {
  code: 'region-crossing',
  title: 'An extent lies in no region, or in two',
  fires:
    'A request names an extent that crosses the end of its region, lies outside of all, or names a region that the device does not have; or the guest says that it drops an extent outside of its partitions, or a tag that spans two.',
  explanation:
    'Each region has its own block size and attributes, so an extent belongs to one region. QMP counts offsets from the base of the region, mailbox commands use addresses of the device.',
  causes: regionCrossingCauses,
  lookAt: [
    'base and length of the regions in Get Dynamic Capacity Configuration',
    'which of the two spellings of an address the sender uses',
  ],
  spec: [cxl31('8.2.9.9.9.1', 'Get Dynamic Capacity Configuration')],
  reports: [
    'Review bot on the Linux DCD series v11, June 2026: untagged extents of two partitions are merged, since the check of the partition is skipped for a null tag',
  ],
  mismatch: refusalMismatch('region-crossing'),
  watch: [refusals('region-crossing'), refusedByGuest('region-crossing')],
};
