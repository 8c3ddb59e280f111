import type { Message } from '../layout/message.js';
import { DynamicCapacityExtent } from '../protocol/extent.js';
import { type DpaRange, rangeText, regionOf, wraps } from './extents.js';
import { type Answer, type Outcome, refuse } from './outcome.js';
import type { Call } from './profile.js';
import type { DeviceState, Extent } from './state.js';

/** What a fabric manager's add and release have in common. */
interface ListRequest {
  readonly hostId: number;
  readonly extents: readonly Extent[];
}

/** What a fabric manager's commands change, as the Command Effects Log says. */
export const FABRIC_MANAGER_EFFECTS = [
  'configuration-change-after-cold-reset',
  'immediate-configuration-change',
  'immediate-data-change',
  'configuration-change-after-conventional-reset',
  'configuration-change-after-cxl-reset',
] as const;

/** How many extents a request announces, and the bytes that it then needs. */
export function announced(layout: Message<unknown>, payload: Uint8Array) {
  const stated = layout.statedCount(payload);
  return { stated, needed: layout.sizeBytes + DynamicCapacityExtent.sizeBytes * stated };
}

/** An answer to a request that ends before what it announces: the device has read on behind the message. */
export const readingOn = (outcome: Outcome<never>, payload: Uint8Array, needed: number): Outcome<never> =>
  payload.length < needed && !('crash' in outcome) ? { ...outcome, corruption: 'request-read-past-message' } : outcome;

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
