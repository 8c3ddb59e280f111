import { withoutMemoryCauses } from './causes-backend.js';
import { saidByDevice } from './device-line.js';
import type { DivergenceKind } from './divergence.js';
import { refusalMismatch, refusals } from './refusal.js';

const SAID = /\b(Mapping host memory backend for|Could not get memory region from)/;

export const backendWithoutMemory: DivergenceKind = {
  code: 'backend-without-memory',
  title: 'There is no memory behind an extent',
  fires:
    'An add names a tag that no memory backend has; or an accepted extent is refused since it has no backend, or one without a memory region. A refused acceptance is an error: the offer can never be accepted.',
  explanation:
    'With lazy backends the tag of an add finds the memory, and the host can only accept what has memory behind it. An offer without it stays in the queue and is refused again and again.',
  causes: withoutMemoryCauses,
  lookAt: ['the tags of the memory backends, letter by letter: they are compared as text', 'who made the offer'],
  spec: [],
  reports: [
    'Tagged memory series for QEMU, March 2026, patch 5: a backend without a memory region is refused with Invalid Physical Address',
    'Code reading of its February 2026 branch: the first add carries no backend, a second one that of the tag before',
  ],
  mismatch: refusalMismatch('backend-without-memory'),
  watch: [refusals('backend-without-memory'), saidByDevice('error', SAID, (line) => `the device says: "${line}"`)],
};
