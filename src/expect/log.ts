import type { Predicate } from './predicate.js';

export const log: Predicate = {
  name: 'log',
  actual: ({ lastStep }) => ({ is: lastStep?.log ?? [] }),
};
