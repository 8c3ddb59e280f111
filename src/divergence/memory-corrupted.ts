import { CORRUPTIONS } from '../device/crashes.js';
import type { DivergenceKind } from './divergence.js';

export const memoryCorrupted: DivergenceKind = {
  code: 'memory-corrupted',
  title: 'The device damages its own memory here',
  basis: 'rule',
  severity: 'warning',
  fires: 'A request makes the real device read or write outside the memory that the request is about.',
  explanation:
    'From this record on the answers of the real device follow from what happened to lie in its memory. The replay goes on, and whatever differs later is said to follow from here.',
  causes: [
    'a length or an address that wraps past 2^64',
    'a length that is larger than the payload area',
    'a transfer in parts that is larger than its buffer',
  ],
  lookAt: ['the request of this record', 'whether a driver or a test sends it on purpose'],
  spec: [],
  claims: () => false,
  message: (_mismatch, { corruption }) => (corruption === null ? '' : CORRUPTIONS[corruption].reason),
  because() {
    return this.explanation;
  },
};
