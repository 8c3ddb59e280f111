import { type HostMemory, holds, type OfferedExtent, touches } from './host-memory.js';

/** Memory is given to the kernel in pieces of so many bytes. */
const ALIGNMENT_BYTES = 2n << 20n;

/** Extents of one offer with the same tag: they are taken together or not at all. */
export function groupsOf(offered: readonly OfferedExtent[]): readonly (readonly OfferedExtent[])[] {
  const groups = new Map<string | null, OfferedExtent[]>();
  for (const extent of offered) {
    const group = groups.get(extent.tag);
    if (group === undefined) groups.set(extent.tag, [extent]);
    else group.push(extent);
  }
  return [...groups.values()];
}

/** Whether the driver takes a group: every extent passes, and so does the group as a whole. */
export const takes = (memory: HostMemory, group: readonly OfferedExtent[]): boolean =>
  group.every((extent) => passes(memory, extent)) && fitsTogether(memory, group);

/** Whether an extent lies in what the host uses and in nothing that it has; what it has already it accepts again. */
function passes({ regions, held }: HostMemory, extent: OfferedExtent): boolean {
  if (extent.lengthBytes === 0n || regionOf(regions ?? [], extent) < 0) return false;
  return held.every((one) => holds(one, extent) || !touches(one, extent));
}

function fitsTogether(memory: HostMemory, group: readonly OfferedExtent[]): boolean {
  const { held, regions } = memory;
  const tag = group[0]?.tag ?? null;
  const isAgain = (extent: OfferedExtent) => held.some((one) => one.tag === tag && holds(one, extent));
  if (tag !== null && held.some((one) => one.tag === tag) && !group.every(isAgain)) return false;
  if (!isSequence(group.map(({ sharedSequence }) => sharedSequence))) return false;
  if (new Set(group.map((extent) => regionOf(regions ?? [], extent))).size > 1) return false;
  return group.every(
    ({ startDpa, lengthBytes }) => startDpa % ALIGNMENT_BYTES === 0n && lengthBytes % ALIGNMENT_BYTES === 0n,
  );
}

/** Not shared, all numbers are 0; shared, they are 0, 1, 2 … in some order. */
function isSequence(numbers: readonly number[]): boolean {
  if (numbers.every((number) => number === 0)) return true;
  return [...numbers].sort((left, right) => left - right).every((number, index) => number === index);
}

const regionOf = (regions: NonNullable<HostMemory['regions']>, extent: OfferedExtent): number =>
  regions.findIndex(({ baseDpa, lengthBytes }) => holds({ startDpa: baseDpa, lengthBytes }, extent));
