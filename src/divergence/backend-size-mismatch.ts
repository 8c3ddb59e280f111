import { sizeMismatchCauses } from './causes-backend.js';
import type { DivergenceKind } from './divergence.js';
import { refusalMismatch, refusals } from './refusal.js';

export const backendSizeMismatch: DivergenceKind = {
  code: 'backend-size-mismatch',
  title: 'The backend has another size than the extent',
  fires: 'An add names a tagged memory backend whose size is not the length of the extent.',
  explanation:
    'With lazy backends one extent is one whole backend: the device refuses to offer a part of it, or more than it has. Nothing was offered.',
  causes: sizeMismatchCauses,
  lookAt: ['the size of the object with this tag', 'other objects with the same tag'],
  spec: [],
  reports: [
    'Tagged memory series for QEMU, Alireza Sanaee, November 2025 and March 2026: the extent of an add must be as long as its backend',
  ],
  mismatch: refusalMismatch('backend-size-mismatch'),
  watch: refusals('backend-size-mismatch'),
};
