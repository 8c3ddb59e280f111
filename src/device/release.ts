import type { ReturnCodeName } from '../protocol/return-codes.js';
import { extentsInUse } from './extent-budget.js';
import { contains, type DpaRange, isBacked, overlaps, rangeText, withoutRanges } from './extents.js';
import type { Profile } from './profile.js';
import type { DeviceState, Extent } from './state.js';

/** Why a release cannot be. */
export interface ReleaseFault {
  readonly code: ReturnCodeName;
  readonly why: string;
}

/** The extent with a backend of which the range covers a part, on a device that does not split those. */
function mappedPart({ behaviours }: Profile, accepted: readonly Extent[], range: DpaRange): Extent | undefined {
  if (behaviours.mappedPartRelease === 'split') return undefined;
  return accepted.find((extent) => extent.mapping !== undefined && overlaps(extent, range) && !contains(range, extent));
}

/** The accepted extents that a release of well-formed ranges leaves, tried without changing anything. */
export function afterRelease(
  profile: Profile,
  state: DeviceState,
  ranges: readonly DpaRange[],
): { readonly accepted: readonly Extent[] } | ReleaseFault {
  const used = extentsInUse(profile, state);
  let accepted: readonly Extent[] = state.dynamicCapacity.accepted;
  let more = 0;
  for (const range of ranges) {
    if (!isBacked(state.dynamicCapacity, range))
      return { code: 'INVALID_PHYSICAL_ADDRESS', why: `${rangeText(range)} is not wholly accepted` };
    const part = mappedPart(profile, accepted, range);
    if (part !== undefined)
      return { code: 'INVALID_INPUT', why: `${rangeText(range)} is a part of ${rangeText(part)}, which has a backend` };
    const left = withoutRanges(accepted, [range], (added) => used + more + added <= profile.constants.extentsMax);
    if (left === null)
      return {
        code: 'RESOURCES_EXHAUSTED',
        why: 'the split would leave more extents than the device supports',
      };
    more += left.length - accepted.length;
    accepted = left;
  }
  return { accepted };
}
