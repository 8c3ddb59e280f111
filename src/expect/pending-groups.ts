import { toJson } from '../layout/to-json.js';
import type { Predicate } from './predicate.js';

export const pendingGroups: Predicate = {
  name: 'pendingGroups',
  actual({ device }, expected) {
    const { pending } = device.dynamicCapacity;
    return { is: Array.isArray(expected) ? toJson(pending) : pending.length };
  },
};
