import { CORRUPTIONS } from '../device/crashes.js';
import type { DivergenceKind } from './divergence.js';
import { eachRecord } from './watch.js';

export const memoryCorrupted: DivergenceKind = {
  code: 'memory-corrupted',
  title: 'The device damages its own memory',
  fires:
    'A request makes the real device write outside the memory that the request is about, or decide by what lies outside.',
  explanation:
    'From this record on the answers of the real device follow from what happened to lie in its memory. The replay goes on, and whatever differs later is said to follow from here.',
  causes: [
    'a length or an address that wraps past 2^64',
    'an answer that is longer than the payload area',
    'a transfer in parts that is larger than its buffer',
  ],
  lookAt: ['the request of this record', 'whether a driver or a test sends it on purpose'],
  spec: [],
  reports: [
    'QEMU series of 1 November 2024 (Esifiel): Set Feature, Set LSA and firmware transfer wrote past their buffers',
    'Independent audit of April 2026 and "QEMUtiny" of May 2026: Get LSA is limited by the label area, not by the payload area',
    'QEMU commit e6c9c9e7f4, Ira Weiny and Peter Maydell, May 2024: Clear Poison wrote bytes from the wrong pointer',
  ],
  watch: eachRecord('warning', { corruptions: true }, ({ event, corruption }) =>
    corruption !== null && CORRUPTIONS[corruption].harm === 'memory'
      ? { event, message: CORRUPTIONS[corruption].reason }
      : null,
  ),
};
