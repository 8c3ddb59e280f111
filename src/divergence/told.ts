import type { RecordPlace } from '../trace/record-place.js';

/** A sentence of the story of a divergence: what was offered, what the host answered, what the device did. */
export interface Told extends RecordPlace {
  readonly who: 'operator' | 'device' | 'host';
  readonly what: string;
}
