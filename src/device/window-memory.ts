import { aliasedMemory } from './aliases.js';
import { backendByKey, isLazy, withBackendChanged } from './backend-list.js';
import type { Backend } from './backends.js';
import type { CrashId } from './crashes.js';
import { contains } from './extents.js';
import { readBytes, writeBytes } from './paged-bytes.js';
import type { Profile } from './profile.js';
import type { DeviceState } from './state.js';

/** An access of the guest to its fixed window; `offset` counts from the window's base. */
export interface WindowAccess {
  readonly offset: bigint;
  /** Bytes, at most 8. */
  readonly size: number;
  /** What is written; null for a read. */
  readonly value: bigint | null;
}

/** What came of it: `value` is null where the model does not know what a read finds. */
export type WindowAccessed =
  | { readonly state: DeviceState; readonly value: bigint | null }
  | { readonly crash: CrashId };

/**
 * Through an alias the guest reaches a backend's memory. What no alias covers goes to the device, which answers 0 for
 * what is not accepted, and has no address space for what is accepted without an alias.
 */
export function accessWindow(profile: Profile, state: DeviceState, access: WindowAccess): WindowAccessed {
  if (!isLazy(profile, state)) return { state, value: null };
  const reached = aliasedMemory(state, access.offset);
  if (reached !== null) return accessBackend(state, reached.backend, reached.offset, access);
  const { volatileBytes, persistentBytes } = state.config;
  if (!state.window.isCommitted || access.offset < volatileBytes + persistentBytes) return { state, value: null };
  const isDeadly = unreachable(profile, state, access.offset) && profile.behaviours.emptyMemoryAccess === 'dies';
  return isDeadly ? { crash: 'dynamic-memory-without-address-space' } : { state, value: 0n };
}

/** Whether the device would reach for the address through an address space that it never set up, and die of it. */
export function hasNoAddressSpace(profile: Profile, state: DeviceState, dpa: bigint): boolean {
  const { volatileBytes, persistentBytes } = state.config;
  const isDynamic = isLazy(profile, state) && dpa >= volatileBytes + persistentBytes;
  return isDynamic && profile.behaviours.emptyMemoryAccess === 'dies';
}

/** How the device would die of an access to some accepted extent, which a trace may not show; null where of none. */
export function deadlyAccess(profile: Profile, state: DeviceState): CrashId | null {
  for (const { startDpa } of state.dynamicCapacity.accepted) {
    const accessed = accessWindow(profile, state, { offset: startDpa, size: 8, value: null });
    if ('crash' in accessed) return accessed.crash;
  }
  return null;
}

/** Whether the address is accepted and was mapped while the device knew no window: then no alias was made. */
const unreachable = (profile: Profile, state: DeviceState, dpa: bigint): boolean =>
  isLazy(profile, state) &&
  state.dynamicCapacity.accepted.some(
    (extent) =>
      contains(extent, { startDpa: dpa, lengthBytes: 1n }) &&
      extent.mapping !== undefined &&
      !extent.mapping.hasAlias &&
      backendByKey(state, extent.mapping.backendKey) !== undefined,
  );

function accessBackend(
  state: DeviceState,
  backend: Backend,
  offset: number,
  { size, value }: WindowAccess,
): WindowAccessed {
  const view = new DataView(new ArrayBuffer(8));
  if (value === null) {
    new Uint8Array(view.buffer).set(readBytes(backend.contents, offset, size));
    return { state, value: view.getBigUint64(0, true) };
  }
  view.setBigUint64(0, value, true);
  const contents = writeBytes(backend.contents, offset, new Uint8Array(view.buffer, 0, size));
  return { state: withBackendChanged(state, backend.key, { contents }), value: null };
}
