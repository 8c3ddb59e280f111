import { wrap32 } from '../base/units.js';
import type { Profile } from './profile.js';
import { changedCapacity, type DeviceState, type Extent } from './state.js';

/** The state with another list of accepted extents; a device that counts its changes counts this one. */
export function withAccepted(profile: Profile, state: DeviceState, accepted: readonly Extent[]): DeviceState {
  const { dynamicCapacity } = state;
  const moves = profile.behaviours.generationNumber === 'moves' ? 1 : 0;
  const generationNumber = wrap32(BigInt(dynamicCapacity.generationNumber + moves));
  return changedCapacity(state, { accepted, generationNumber });
}
