import { cxl31 } from '../base/spec.js';
import { releaseWhilePendingCauses } from './causes-release.js';
import type { DivergenceKind } from './divergence.js';
import { refusalMismatch, refusals } from './refusal.js';

export const releaseWhilePending: DivergenceKind = {
  code: 'release-while-pending',
  title: 'Capacity is asked back before the host took it',
  fires: 'A release names capacity that is offered and not answered yet.',
  explanation:
    'Until the host answers, the capacity is not its own to give back, and the device has no way to withdraw an offer. The request is refused; asked again after the answer it succeeds.',
  causes: releaseWhilePendingCauses,
  lookAt: ['the answer to the offer, if there is one', 'the event log: did the host read the offer?'],
  spec: [cxl31('9.13.3.3', 'Dynamic Capacity')],
  reports: [
    'libcxlmi pull request 22: a test released before the host had accepted, and QMP answered "cannot release extent with pending DPA range"',
  ],
  mismatch: refusalMismatch('release-while-pending'),
  watch: refusals('release-while-pending'),
};
