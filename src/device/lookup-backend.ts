import { hexNumber } from '../base/hex.js';
import { backendsByTag, isLazy, withBackends } from './backend-list.js';
import type { Backend } from './backends.js';
import type { Profile } from './profile.js';
import type { QmpOutcome } from './qmp-outcome.js';
import type { DeviceState, Extent, ExtentMapping } from './state.js';

interface AddRequest {
  readonly region: number;
  readonly tag?: string | undefined;
}

/** An offer with its backend: the state that remembers it, the extents that point to it, and what is printed. */
export interface Backed {
  readonly state: DeviceState;
  readonly extents: readonly Extent[];
  readonly log: readonly string[];
  readonly isAmbiguous: boolean;
}

/**
 * Finds the backend of an offer by its tag, on a device that gets its memory so. QEMU looks after all other checks and
 * takes one extent; a backend that is mapped already is only warned about.
 */
export function withOfferBacked(
  profile: Profile,
  state: DeviceState,
  given: AddRequest,
  extents: readonly Extent[],
): Backed | QmpOutcome {
  if (!isLazy(profile, state)) return { state, extents, log: [], isAmbiguous: false };
  const refusal = (after: DeviceState, desc: string) => ({ state: after, error: { class: 'GenericError', desc } });
  if (extents.length > 1) return refusal(state, 'Only single extent add is supported currently');
  if (given.tag === undefined && profile.behaviours.operatorTagMissing === 'dies')
    return { crash: 'operator-tag-missing' };
  const [backend, ...others] = backendsByTag(profile, state, given.tag ?? '');
  if (backend === undefined)
    return {
      ...refusal(withBackends(state, { latestBytes: null }), 'dynamic capacity must have a backing device'),
      log: ["didn't find any results!"],
    };
  const looked = withBackends(state, { latestBytes: backend.sizeBytes });
  const log = backend.isMapped ? [`Warning: memory backend ${backend.id} is already mapped. Reusing it.`] : [];
  // Once is enough to say that the order of objects decides.
  const isAmbiguous = others.length > 0 && state.corrupted === null;
  const length = extents[0]?.lengthBytes ?? 0n;
  if (backend.sizeBytes !== length) {
    const desc = `Host memory backend size ${hexNumber(backend.sizeBytes)} does not match extent length ${hexNumber(length)}`;
    return { ...refusal(looked, desc), log, ...(isAmbiguous && { corruption: 'duplicate-tag-decides' as const }) };
  }
  return { state: looked, extents: pointedTo(looked, backend, given, extents), log, isAmbiguous };
}

/** An offer that a device made though this one would not: with the backend that its tag names, of whatever size. */
export function followedOffer(
  profile: Profile,
  state: DeviceState,
  given: AddRequest,
  extents: readonly Extent[],
): Pick<Backed, 'state' | 'extents'> {
  const [backend] = isLazy(profile, state) ? backendsByTag(profile, state, given.tag ?? '') : [];
  if (backend === undefined) return { state, extents };
  const looked = withBackends(state, { latestBytes: backend.sizeBytes });
  return { state: looked, extents: pointedTo(looked, backend, given, extents) };
}

function pointedTo(
  state: DeviceState,
  backend: Backend,
  { region }: AddRequest,
  extents: readonly Extent[],
): readonly Extent[] {
  const mapping = mappingOf(state, backend, region);
  return extents.map((extent) => withMapping(state, extent, mapping));
}

const mappingOf = ({ window }: DeviceState, { key }: Backend, regionId: number): ExtentMapping => ({
  backendKey: key,
  hasWindow: window.isDirect,
  regionId,
  offsetBytes: 0n,
  slot: null,
  hasAlias: false,
});

const withMapping = ({ dynamicCapacity }: DeviceState, extent: Extent, mapping: ExtentMapping): Extent => ({
  ...extent,
  mapping: {
    ...mapping,
    offsetBytes: extent.startDpa - (dynamicCapacity.regions[mapping.regionId]?.baseDpa ?? extent.startDpa),
  },
});
