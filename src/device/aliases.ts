import { backendByKey } from './backend-list.js';
import type { Backend } from './backends.js';
import type { CrashId } from './crashes.js';
import type { DirectWindow } from './direct-window.js';
import type { Profile } from './profile.js';
import type { DeviceState } from './state.js';

/** How many backends can be mapped straight into the window. */
const SLOTS = 4;

const withWindow = (state: DeviceState, changes: Partial<DirectWindow>): DeviceState => ({
  ...state,
  window: { ...state.window, ...changes },
});

/** An HDM decoder was committed or uncommitted; both tell the device its window, and nothing is forgotten. */
export function decoderChanged(state: DeviceState, isCommitted: boolean, sizeBytes: bigint): DeviceState {
  const size = sizeBytes > 0n ? sizeBytes : state.window.sizeBytes;
  return withWindow(state, { isDirect: true, isCommitted, sizeBytes: size });
}

/** The window with an alias for a backend, in the slot that the device chooses; none where no slot is free. */
export function withAlias(
  profile: Profile,
  state: DeviceState,
  backend: Backend,
  offsetBytes: bigint,
): { readonly state: DeviceState; readonly slot: number | null } | { readonly crash: CrashId } {
  const { aliases, nextSlot } = state.window;
  const inTurn = profile.behaviours.directSlots === 'in-turn';
  const isTaken = (slot: number) => aliases.some((alias) => alias.slot === slot);
  const free = Array.from({ length: SLOTS }, (_, slot) => slot).find((slot) => !isTaken(slot));
  const slot = inTurn ? nextSlot : free;
  if (slot === undefined) return { state, slot: null };
  if (isTaken(slot)) return { crash: 'alias-slot-in-use' };
  const alias = { slot, backendKey: backend.key, offsetBytes };
  return {
    state: withWindow(state, { aliases: [...aliases, alias], nextSlot: inTurn ? (slot + 1) % SLOTS : nextSlot }),
    slot,
  };
}

export const withoutAlias = (state: DeviceState, slot: number | null): DeviceState =>
  withWindow(state, { aliases: state.window.aliases.filter((alias) => alias.slot !== slot) });

/** The memory that an access to the window reaches by an alias: the newest that reaches so far. */
export function aliasedMemory(
  state: DeviceState,
  windowOffset: bigint,
): { readonly backend: Backend; readonly offset: number } | null {
  if (windowOffset >= state.window.sizeBytes) return null;
  for (const { backendKey, offsetBytes } of state.window.aliases.toReversed()) {
    const backend = backendByKey(state, backendKey);
    const offset = offsetBytes + windowOffset;
    if (backend !== undefined && offset < backend.sizeBytes) return { backend, offset: Number(offset) };
  }
  return null;
}
