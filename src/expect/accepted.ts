import { toJson } from '../layout/to-json.js';
import type { Predicate } from './predicate.js';

export const accepted: Predicate = {
  name: 'accepted',
  actual: ({ device }) => ({ is: toJson(device.dynamicCapacity.accepted) }),
};
