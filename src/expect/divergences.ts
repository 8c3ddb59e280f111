import { isJsonObject } from '../base/json.js';
import { didYouMean } from '../base/nearest.js';
import { divergenceKinds } from '../divergence/index.js';
import type { Predicate } from './predicate.js';

/** Where this holds, the divergences so far are what the author wants to show: they do not fail the trace. */
export const divergences: Predicate = {
  name: 'divergences',
  isWhole: true,
  doubt(expected) {
    const known: readonly string[] = divergenceKinds.map(({ code }) => code);
    const given = isJsonObject(expected) ? Object.keys(expected) : Array.isArray(expected) ? expected.map(String) : [];
    const unknown = given.find((code) => !known.includes(code));
    return unknown === undefined ? null : `no divergence is called "${unknown}"${didYouMean(unknown, known)}`;
  },
  actual({ divergences: codes }, expected) {
    if (!isJsonObject(expected)) return { is: [...codes] };
    const counts: Record<string, number> = {};
    for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
    return { is: Object.fromEntries(Object.entries(counts).sort()) };
  },
};
