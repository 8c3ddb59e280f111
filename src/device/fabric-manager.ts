import { type DpaRange, rangeText, regionOf, wraps } from './extents.js';
import { type Answer, refuse } from './outcome.js';
import type { Call } from './profile.js';
import type { DeviceState, Extent } from './state.js';

/** What a fabric manager's add and release have in common. */
interface ListRequest {
  readonly hostId: number;
  readonly extents: readonly Extent[];
}

const NO_EXTENT: Extent = { startDpa: 0n, lengthBytes: 0n, tag: null, sharedSequence: 0 };

/**
 * The extents as the device reads them: where the message ends before those that it announces, it reads on, and here
 * finds one of zeros, on which its checks end.
 */
export const extentsRead = ({ extents }: ListRequest, stated: number): readonly Extent[] =>
  stated > extents.length ? [...extents, NO_EXTENT] : extents;

/** What a device that checks them refuses about a request's length, host and addresses; null where it does not check. */
export function requestFault(
  state: DeviceState,
  { hostId, extents }: ListRequest,
  bytes: { readonly needed: number },
  { profile: { behaviours }, payload }: Call,
): Answer<never> | null {
  if (behaviours.fabricManagerLengths === 'checked' && payload.length < bytes.needed)
    return refuse(state, 'INVALID_PAYLOAD_LENGTH', 'the message ends before the extents that it announces');
  if (behaviours.fabricManagerTarget === 'checked' && hostId !== 0)
    return refuse(state, 'INVALID_INPUT', 'the device has one host, number 0');
  const wrapping = behaviours.fabricManagerFaults === 'refused' ? extents.find(wraps) : undefined;
  return wrapping === undefined
    ? null
    : refuse(state, 'INVALID_PHYSICAL_ADDRESS', `${rangeText(wrapping)} runs past the last address`);
}

/** The first extent that does not lie in the region that the request names. */
export const outsideRegion = (state: DeviceState, region: number, extents: readonly DpaRange[]): DpaRange | undefined =>
  extents.find((extent) => regionOf(state.dynamicCapacity.regions, extent) !== state.dynamicCapacity.regions[region]);
