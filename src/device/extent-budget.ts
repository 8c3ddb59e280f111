import { wrap32 } from '../base/units.js';
import { extentsUsed } from './extents.js';
import type { Profile } from './profile.js';
import type { DeviceState } from './state.js';

/** How many extents the device counts as used. */
export const extentsInUse = (profile: Profile, state: DeviceState): number =>
  extentsUsed(state.dynamicCapacity, profile.behaviours.extentBudget !== 'accepted');

/** How many extents the device says it can still take; wraps where more are offered than there can be. */
export const availableExtents = (profile: Profile, state: DeviceState): number =>
  wrap32(BigInt(profile.constants.extentsMax - extentsInUse(profile, state)));
