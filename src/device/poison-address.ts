import { LINE_BYTES } from '../protocol/media-error.js';
import { dynamicCapacityBytes } from './capacity.js';
import { type Answer, refuse } from './outcome.js';
import type { Profile } from './profile.js';
import type { DeviceState } from './state.js';

/** Why a device that looks at it refuses the address of a line; null where it does not look, or the line is its own. */
export function lineFault({ behaviours }: Profile, state: DeviceState, dpa: bigint): Answer<never> | null {
  if (behaviours.poisonAddress === 'any') return null;
  const isLine = dpa % LINE_BYTES === 0n;
  const isInside = dpa + LINE_BYTES <= state.capacity.staticBytes + dynamicCapacityBytes(state);
  return isLine && isInside ? null : refuse(state, 'INVALID_PHYSICAL_ADDRESS', 'the address is no line of the device');
}
