import { isJsonObject } from '../base/json.js';
import type { Predicate } from './predicate.js';

/** Where this holds, the divergences so far are what the author wants to show: they do not fail the trace. */
export const divergences: Predicate = {
  name: 'divergences',
  isWhole: true,
  actual({ divergences: codes }, expected) {
    if (!isJsonObject(expected)) return { is: [...codes] };
    const counts: Record<string, number> = {};
    for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
    return { is: Object.fromEntries(Object.entries(counts).sort()) };
  },
};
