import { namesOf, withNames, withoutNames } from '../base/glib-table.js';
import type { Backend, Backends } from './backends.js';
import { zeroBytes } from './paged-bytes.js';
import type { Profile } from './profile.js';
import type { DeviceState } from './state.js';

/** Whether the device was made with a total size alone and gets its memory, by tag, with its offers. */
export const isLazy = ({ behaviours }: Profile, { config }: DeviceState): boolean =>
  behaviours.lazyCapacity === 'by-tag' && config.lazyBackends;

/** The type of which all have a tag, where only those do. */
export const TAGGED_TYPE = 'memory-backend-tagged';

export const hasTagProperty = ({ behaviours }: Profile, objectType: string): boolean =>
  behaviours.tagProperty === 'every-backend' || objectType === TAGGED_TYPE;

export const backendById = ({ backends }: DeviceState, id: string): Backend | undefined =>
  backends.objects.find((backend) => backend.id === id && !backend.isDeleted);

export const backendByKey = ({ backends }: DeviceState, key: number | null): Backend | undefined =>
  backends.objects.find((backend) => backend.key === key);

/**
 * The backends with a tag, that exact text, in the order in which QEMU walks its objects: it takes the first. With more
 * than one, the order of a hash table decides.
 */
export function backendsByTag(profile: Profile, state: DeviceState, tag: string): readonly Backend[] {
  const found = state.backends.objects.filter(
    (backend) => !backend.isDeleted && backend.tag === tag && hasTagProperty(profile, backend.objectType),
  );
  if (found.length < 2) return found;
  const order = namesOf(state.backends.names);
  return [...found].sort((left, right) => order.indexOf(left.id) - order.indexOf(right.id));
}

export const withBackends = (state: DeviceState, changes: Partial<Backends>): DeviceState => ({
  ...state,
  backends: { ...state.backends, ...changes },
});

export function withBackend(
  state: DeviceState,
  made: Pick<Backend, 'id' | 'objectType' | 'sizeBytes' | 'tag'>,
): DeviceState {
  const { objects, nextKey, names } = state.backends;
  const backend = { ...made, key: nextKey, isMapped: false, hasMemory: true, isDeleted: false, contents: zeroBytes };
  return withBackends(state, {
    objects: [...objects, backend],
    nextKey: nextKey + 1,
    names: withNames(names, [made.id]),
  });
}

/** The state without the backend; an offer that points to it still does. */
export function withoutBackend(state: DeviceState, gone: Backend): DeviceState {
  const { objects, names } = state.backends;
  const isOffered = state.dynamicCapacity.pending.some((group) =>
    group.some(({ mapping }) => mapping?.backendKey === gone.key),
  );
  return withBackends(state, {
    objects: isOffered
      ? objects.map((backend) => (backend === gone ? { ...gone, isDeleted: true } : backend))
      : objects.filter((backend) => backend !== gone),
    names: withoutNames(names, [gone.id]),
  });
}

export const withBackendChanged = (state: DeviceState, key: number, changes: Partial<Backend>): DeviceState =>
  withBackends(state, {
    objects: state.backends.objects.map((backend) => (backend.key === key ? { ...backend, ...changes } : backend)),
  });
