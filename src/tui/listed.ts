import type { Model } from './model.js';
import type { Track } from './track.js';

/** Which of the list is at the record under the cursor, the selected one before others; -1 where none is. */
export function listedHere({ divergence, ...model }: Model, { causes }: Track): number {
  const seq = model.sources[model.active]?.session.columns.seqAt(model.cursor);
  return causes[divergence]?.seq === seq ? divergence : causes.findIndex((cause) => cause.seq === seq);
}
