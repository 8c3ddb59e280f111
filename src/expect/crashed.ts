import type { Predicate } from './predicate.js';

export const crashed: Predicate = {
  name: 'crashed',
  actual: ({ device }) => ({ is: device.crashed !== null }),
};
