import { cxl31 } from '../base/spec.js';
import { missingDetailsCauses } from './causes-answer.js';
import { saidByDevice } from './device-line.js';
import type { DivergenceKind } from './divergence.js';
import { guestAnswerRefused } from './guest-answer.js';
import { refusalMismatch, refusals } from './refusal.js';

/** What the device says when it does not find what the host names. */
const MISSING = /\bcould not find the extent detail for /i;

export const missingExtentDetails: DivergenceKind = {
  code: 'missing-extent-details',
  title: 'The host names an extent that the device has no details of',
  fires:
    'An answer to an offer, a release, or a request of the operator names capacity that was not offered like that: an unknown address, another length, a part where the device knows only the whole; or the device says so.',
  explanation:
    'The device looks up what was offered by the address and length that the host sends back. What it does not find there it cannot accept, and the offer stays in the queue and keeps later ones waiting.',
  causes: missingDetailsCauses,
  lookAt: [
    'start and length in the event beside those in the answer',
    'a byte order or alignment that changed on the way',
    'the log of the device: "could not find the extent detail" names address and length',
  ],
  spec: [cxl31('8.2.9.9.9.3', 'Add Dynamic Capacity Response'), cxl31('8.2.9.9.9.4', 'Release Dynamic Capacity')],
  reports: [
    'Tagged memory series for QEMU, Alireza Sanaee, March 2026: a host that accepts with a wrong address or length gets Invalid Physical Address',
    'Code reading of its February 2026 branch: only exact address and length match, so a subset is refused that passed the check before',
  ],
  mismatch: refusalMismatch('missing-extent-details'),
  watch: [
    refusals('missing-extent-details'),
    guestAnswerRefused('missing-extent-details'),
    saidByDevice('warning', MISSING, (line) => `the device says: "${line}"`),
  ],
};
