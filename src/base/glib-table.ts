import { assert } from './assert.js';

/**
 * As much of a GLib hash table with text keys as decides the order of its slots, in which programs walk it: QEMU names
 * the first unexpected member of a request in that order, and finds objects in it. Plain data: a change makes a new one.
 */
export interface GlibTable {
  readonly slots: readonly Slot[];
  readonly modulus: number;
  readonly live: number;
  /** Entries and tombstones. */
  readonly occupied: number;
}

type Slot = { readonly name: string; readonly hash: number } | 'tombstone' | null;

export const emptyTable: GlibTable = { slots: new Array<Slot>(8).fill(null), modulus: 7, live: 0, occupied: 0 };

/** The names in the order of the slots. */
export const namesOf = ({ slots }: GlibTable): readonly string[] =>
  slots.flatMap((slot) => (slot === null || slot === 'tombstone' ? [] : [slot.name]));

/** The table after the names were put into it, one after the other. */
export function withNames(table: GlibTable, names: readonly string[]): GlibTable {
  const draft = { ...table, slots: [...table.slots] };
  for (const name of names) {
    const hash = stringHash(name);
    const at = find(draft, name, hash);
    const before = draft.slots[at];
    draft.slots[at] = { name, hash };
    if (before === null || before === 'tombstone') draft.live++;
    if (before !== null) continue;
    draft.occupied++;
    resizeIfNeeded(draft);
  }
  return draft;
}

/** The table after the names were taken out of it; one that is not there changes nothing. */
export function withoutNames(table: GlibTable, names: readonly string[]): GlibTable {
  const draft = { ...table, slots: [...table.slots] };
  for (const name of names) {
    const at = find(draft, name, stringHash(name));
    const slot = draft.slots[at];
    if (slot === null || slot === 'tombstone' || slot === undefined) continue;
    draft.slots[at] = 'tombstone';
    draft.live--;
    resizeIfNeeded(draft);
  }
  return draft;
}

interface Draft {
  slots: Slot[];
  modulus: number;
  live: number;
  occupied: number;
}

const encoder = new TextEncoder();

/** GLib's djb2 over signed bytes; 0 and 1 are reserved. */
function stringHash(name: string): number {
  let hash = 5381;
  for (const byte of encoder.encode(name)) hash = (Math.imul(hash, 33) + ((byte << 24) >> 24)) >>> 0;
  return Math.max(hash, 2);
}

const startOf = (hash: number, modulus: number): number => (Math.imul(hash, 11) >>> 0) % modulus;

/** The slot that holds the name, else the first tombstone or free slot on its probe path. */
function find({ slots, modulus }: GlibTable, name: string, hash: number): number {
  let at = startOf(hash, modulus);
  let tombstone = -1;
  for (let pace = 1; ; pace++) {
    const slot = slots[at];
    if (slot === null || slot === undefined) return tombstone >= 0 ? tombstone : at;
    if (slot === 'tombstone') tombstone = tombstone < 0 ? at : tombstone;
    else if (slot.name === name) return at;
    at = (at + pace) & (slots.length - 1);
  }
}

const MODULI = [1, 2, 3, 7, 13, 31, 61, 127, 251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521] as const;

function resizeIfNeeded(draft: Draft): void {
  const { slots, live, occupied } = draft;
  const isSparse = slots.length > 4 * live && slots.length > 8;
  if (!isSparse && slots.length > occupied + Math.floor(occupied / 16)) return;
  const shift = Math.max(3, 32 - Math.clz32(Math.trunc(live * 1.333)));
  const modulus = MODULI[shift];
  assert(modulus !== undefined, 'a table has fewer than 65536 names');
  draft.slots = rehashed(slots, 2 ** shift, modulus);
  draft.modulus = modulus;
  draft.occupied = live;
}

/** Moves the entries to their places within the same array, lifting what stands in the way. */
function rehashed(before: readonly Slot[], length: number, modulus: number): Slot[] {
  const slots: Slot[] = Array.from({ length: Math.max(before.length, length) }, (_, index) => {
    const slot = before[index] ?? null;
    return slot === 'tombstone' ? null : slot;
  });
  const placed = new Array<boolean>(slots.length).fill(false);
  for (let index = 0; index < before.length; index++) {
    if (placed[index]) continue;
    let lifted = slots[index] ?? null;
    slots[index] = null;
    while (lifted !== null && lifted !== 'tombstone') {
      let at = startOf(lifted.hash, modulus);
      for (let pace = 1; placed[at]; pace++) at = (at + pace) & (length - 1);
      placed[at] = true;
      const displaced: Slot = slots[at] ?? null;
      slots[at] = lifted;
      lifted = displaced;
    }
  }
  return slots.slice(0, length);
}
