import { availableExtents } from '../device/extent-budget.js';
import type { Predicate } from './predicate.js';

export const extentsAvailable: Predicate = {
  name: 'extentsAvailable',
  actual: ({ profile, device }) => ({ is: availableExtents(profile, device) }),
};
