import type { Predicate } from './predicate.js';

export const generationNumber: Predicate = {
  name: 'generationNumber',
  actual: ({ device }) => ({ is: device.dynamicCapacity.generationNumber }),
};
