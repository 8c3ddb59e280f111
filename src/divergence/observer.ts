import type { Profile } from '../device/profile.js';
import type { Comparison } from '../replay/comparison.js';
import type { Machine } from '../replay/machine.js';
import type { Divergence } from './divergence.js';

/** Watches a replay record by record and says what else is wrong. It may remember; it changes nothing of the replay. */
export interface Observer {
  /** After a record: how it fared, the devices after it, and what was found in it so far. */
  observe(
    comparison: Comparison,
    machine: Machine,
    profile: Profile,
    found: readonly Divergence[],
  ): readonly Divergence[];
  /** After the last record. */
  end(): readonly Divergence[];
}
