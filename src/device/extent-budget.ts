import { extentsUsed } from './extents.js';
import type { Profile } from './profile.js';
import type { DeviceState } from './state.js';

/** How many extents the device counts as used. */
export const extentsInUse = (profile: Profile, state: DeviceState): number =>
  extentsUsed(state.dynamicCapacity, profile.behaviours.extentBudget === 'accepted-and-pending');
