import { isLazy, TAGGED_TYPE, withBackend, withBackendChanged, withoutBackend } from '../device/backend-list.js';
import type { Backend } from '../device/backends.js';
import { regionOf } from '../device/extents.js';
import type { Profile } from '../device/profile.js';
import type { DeviceState, Extent } from '../device/state.js';
import { isStandIn, withExtents } from './stand-ins.js';

/** Begins the name or the tag of a backend that no record has shown: no name holds a colon. */
const UNNAMED = 'unseen:';

export const isUnnamed = (text: string): boolean => text.startsWith(UNNAMED);

/** What records show of a backend that was there before them. */
type Shown = Partial<Pick<Backend, 'id' | 'tag' | 'sizeBytes' | 'isMapped'>>;

/** The device with one more backend that was there when the trace begins, and its key. */
export function withUnseenBackend(
  device: DeviceState,
  { id, tag, sizeBytes = 0n, isMapped = false }: Shown,
): { readonly device: DeviceState; readonly key: number } {
  const key = device.backends.nextKey;
  const unknown = `${UNNAMED}${key}`;
  const made = withBackend(device, { id: id ?? unknown, objectType: TAGGED_TYPE, sizeBytes, tag: tag ?? unknown });
  return { device: isMapped ? withBackendChanged(made, key, { isMapped }) : made, key };
}

/** The device with the name of a backend that was known by its tag alone; what was known by that name is the same one. */
export function withNameTold(device: DeviceState, backend: Backend, id: string): DeviceState {
  const same = device.backends.objects.find((one) => one.id === id && one.key !== backend.key);
  const alone = same === undefined ? device : withoutBackend(withReferences(device, same.key, backend.key), same);
  return withBackendChanged(alone, backend.key, { id });
}

/** The device with every extent that pointed to one backend, or the latest offer alone, pointing to another. */
export function withReferences(device: DeviceState, from: number, to: number, which?: 'latest'): DeviceState {
  const moved = (extent: Extent): Extent =>
    extent.mapping?.backendKey === from ? { ...extent, mapping: { ...extent.mapping, backendKey: to } } : extent;
  const { accepted, pending } = device.dynamicCapacity;
  const isLatest = (place: number) => which === undefined || place === pending.length - 1;
  const dynamicCapacity = {
    ...device.dynamicCapacity,
    accepted: which === undefined ? accepted.map(moved) : accepted,
    pending: pending.map((group, place) => (isLatest(place) ? group.map(moved) : group)),
  };
  return { ...device, dynamicCapacity };
}

/** The device with memory behind all that was accepted, where it gets its memory with its offers. */
export function withMemoryBehind(profile: Profile, before: DeviceState): DeviceState {
  const lacks = (extent: Extent) => !isStandIn(extent) && extent.mapping === undefined;
  if (!isLazy(profile, before) || !before.dynamicCapacity.accepted.some(lacks)) return before;
  let device = before;
  const accepted = before.dynamicCapacity.accepted.map((extent): Extent => {
    if (!lacks(extent)) return extent;
    const backed = behind(device, extent);
    device = backed.device;
    return { ...extent, mapping: backed.mapping };
  });
  return withExtents(device, accepted);
}

/** The mapping of an extent that was offered before the trace begins, and the device with its backend. */
export function behind(device: DeviceState, extent: Extent, isMapped = true) {
  const { startDpa, lengthBytes, tag } = extent;
  const known = tag === null ? undefined : device.backends.objects.find((one) => one.tag === tag && one.isMapped);
  const made =
    known === undefined
      ? withUnseenBackend(device, { sizeBytes: lengthBytes, isMapped, ...(tag !== null && { tag }) })
      : { device, key: known.key };
  const { regions } = device.dynamicCapacity;
  const region = regionOf(regions, extent);
  const mapping: NonNullable<Extent['mapping']> = {
    backendKey: made.key,
    // Whether it was offered before the window was known shows in nothing but its end: it is taken to have been after.
    hasWindow: true,
    regionId: region === null ? 0 : regions.indexOf(region),
    offsetBytes: startDpa - (region?.baseDpa ?? startDpa),
    slot: null,
    hasAlias: isMapped,
  };
  return { device: made.device, mapping };
}
