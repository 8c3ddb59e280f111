import type { Predicate } from './predicate.js';

export const virtualNs: Predicate = {
  name: 'virtualNs',
  actual: ({ device }) => ({ is: device.nowNs }),
};
