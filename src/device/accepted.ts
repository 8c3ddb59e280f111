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

/** A list of accepted extents, or a part of it, as a device tells it. */
interface ToldList {
  readonly totalExtents: number;
  readonly generationNumber: number;
  readonly extents: readonly Extent[];
}

/** The state in which the accepted extents are what a device told; unchanged where it told but a part of them. */
export function withListTold(state: DeviceState, startingIndex: number, told: ToldList | null): DeviceState {
  if (told === null || startingIndex !== 0 || told.extents.length !== told.totalExtents) return state;
  const accepted = told.extents.map((extent) => withKnownMapping(state, extent));
  return {
    ...state,
    dynamicCapacity: { ...state.dynamicCapacity, accepted, generationNumber: told.generationNumber },
  };
}

/** What was known to be behind an extent that the list still shows. */
function withKnownMapping({ dynamicCapacity }: DeviceState, extent: Extent): Extent {
  const known = dynamicCapacity.accepted.find(
    ({ startDpa, lengthBytes }) => startDpa === extent.startDpa && lengthBytes === extent.lengthBytes,
  );
  return known?.mapping === undefined ? extent : { ...extent, mapping: known.mapping };
}
