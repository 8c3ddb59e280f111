import { cxl31 } from '../base/spec.js';
import type { DivergenceKind } from './divergence.js';
import { guestAnswerRefused } from './guest-answer.js';
import { refusalMismatch, refusals } from './refusal.js';

export const duplicateResponse: DivergenceKind = {
  code: 'duplicate-response',
  title: 'An offer is answered twice',
  fires:
    'An answer names capacity whose offer was accepted or rejected before, or a release gives back what was given back before.',
  explanation:
    'The device drops an offer with the first answer to it. A second one finds nothing, and is refused, or it hits the next offer in the queue.',
  causes: [
    'the driver acknowledges extents again that it found in the extent list',
    'a timeout and a late record both lead to an answer',
    'a retry after an answer whose success was not noticed',
  ],
  lookAt: ['the line of the first answer', 'what makes the driver answer: an event, a timer, a region being created'],
  spec: [cxl31('8.2.9.9.9.3', 'Add Dynamic Capacity Response'), cxl31('8.2.9.9.9.4', 'Release Dynamic Capacity')],
  reports: [
    'Dave Jiang on the Linux DCD series v10, May 2026: existing extents were accepted again when a region was created',
    'Review bot on v11, June 2026: the timer of a More chain races with a late record, so that one offer gets two answers or none',
  ],
  mismatch: refusalMismatch('duplicate-response'),
  watch: [refusals('duplicate-response'), guestAnswerRefused('duplicate-response')],
};
