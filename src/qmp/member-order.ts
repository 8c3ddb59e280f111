import { assert } from '../base/assert.js';

/**
 * Which of several unexpected members QEMU names follows from its hash tables. They are simulated here: the order of a
 * QDict, then the slots of the GLib table from which the visitor takes the members away one by one.
 */

const encoder = new TextEncoder();

/** The bucket of a QDict key among 512. */
function bucketOf(key: string): number {
  const bytes = encoder.encode(key);
  let value = Math.imul(0x238f13af, bytes.length) >>> 0;
  for (let index = 0; index < bytes.length; index++)
    value = (value + ((bytes[index] as number) << ((5 * index) % 24))) >>> 0;
  return ((Math.imul(1103515243, value) + 12345) >>> 0) % 512;
}

/** Members in QDict order: by bucket, the newest first within one. `names` is in the order of the text. */
export function dictOrder(names: readonly string[]): readonly string[] {
  return names
    .map((name, index) => ({ name, index, bucket: bucketOf(name) }))
    .sort((left, right) => left.bucket - right.bucket || right.index - left.index)
    .map(({ name }) => name);
}

const MODULI = [1, 2, 3, 7, 13, 31, 61, 127, 251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521] as const;

type Slot = { readonly name: string; readonly hash: number } | 'tombstone' | null;

/** GLib's djb2 over signed bytes; 0 and 1 are reserved. */
function stringHash(name: string): number {
  let hash = 5381;
  for (const byte of encoder.encode(name)) hash = (Math.imul(hash, 33) + ((byte << 24) >> 24)) >>> 0;
  return Math.max(hash, 2);
}

/** As much of a GLib hash table as decides the order of its slots. */
class SlotTable {
  private slots: Slot[] = new Array<Slot>(8).fill(null);
  private modulus = 7;
  private live = 0;
  private occupied = 0;

  insert(name: string): void {
    const hash = stringHash(name);
    const at = this.find(name, hash);
    const before = this.slots[at];
    this.slots[at] = { name, hash };
    this.live++;
    if (before === null) {
      this.occupied++;
      this.resizeIfNeeded();
    }
  }

  remove(name: string): void {
    const at = this.find(name, stringHash(name));
    const slot = this.slots[at];
    if (slot === null || slot === 'tombstone' || slot === undefined) return;
    this.slots[at] = 'tombstone';
    this.live--;
    this.resizeIfNeeded();
  }

  first(): string | null {
    for (const slot of this.slots) if (slot !== null && slot !== 'tombstone') return slot.name;
    return null;
  }

  /** The slot that holds the name, else the first tombstone or free slot on its probe path. */
  private find(name: string, hash: number): number {
    let at = this.start(hash);
    let tombstone = -1;
    for (let pace = 1; ; pace++) {
      const slot = this.slots[at];
      if (slot === null || slot === undefined) return tombstone >= 0 ? tombstone : at;
      if (slot === 'tombstone') tombstone = tombstone < 0 ? at : tombstone;
      else if (slot.name === name) return at;
      at = (at + pace) & (this.slots.length - 1);
    }
  }

  private start(hash: number): number {
    return (Math.imul(hash, 11) >>> 0) % this.modulus;
  }

  private resizeIfNeeded(): void {
    const length = this.slots.length;
    const isSparse = length > 4 * this.live && length > 8;
    if (isSparse || length <= this.occupied + Math.floor(this.occupied / 16)) this.resize();
  }

  private resize(): void {
    const wanted = Math.trunc(this.live * 1.333);
    const shift = Math.max(3, 32 - Math.clz32(wanted));
    const modulus = MODULI[shift];
    assert(modulus !== undefined, 'a QMP object has fewer than 65536 members');
    this.modulus = modulus;
    this.rehash(2 ** shift);
    this.occupied = this.live;
  }

  /** Moves the entries to their places within the same array, lifting what stands in the way. */
  private rehash(length: number): void {
    const before = this.slots.length;
    const slots: Slot[] = Array.from({ length: Math.max(before, length) }, (_, index) => {
      const slot = this.slots[index] ?? null;
      return slot === 'tombstone' ? null : slot;
    });
    const placed = new Array<boolean>(slots.length).fill(false);
    for (let index = 0; index < before; index++) {
      if (placed[index]) continue;
      let lifted = slots[index] ?? null;
      slots[index] = null;
      while (lifted !== null && lifted !== 'tombstone') {
        let at = this.start(lifted.hash);
        for (let pace = 1; placed[at]; pace++) at = (at + pace) & (length - 1);
        placed[at] = true;
        const displaced: Slot = slots[at] ?? null;
        slots[at] = lifted;
        lifted = displaced;
      }
    }
    this.slots = slots.slice(0, length);
  }
}

/** The unexpected member that QEMU names, or null where all are known. `names` is in the order of the text. */
export function reportedUnexpected(names: readonly string[], known: readonly string[]): string | null {
  const unexpected = names.filter((name) => !known.includes(name));
  if (unexpected.length <= 1) return unexpected[0] ?? null;
  const table = new SlotTable();
  for (const name of dictOrder(names)) table.insert(name);
  for (const name of known) if (names.includes(name)) table.remove(name);
  return table.first();
}
