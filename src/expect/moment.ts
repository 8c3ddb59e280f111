import type { Profile } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import type { Comparison } from '../replay/comparison.js';

/** What an expectation can ask about: the device between two records, and what came before. */
export interface Moment {
  readonly profile: Profile;
  readonly device: DeviceState;
  /** The last record that the device acted on; null where there was none. */
  readonly lastStep: Comparison | null;
  /** Codes of the divergences so far, in order; those that follow from others are left out. */
  readonly divergences: readonly string[];
}
