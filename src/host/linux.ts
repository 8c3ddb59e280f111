import { NS_PER_S } from '../base/units.js';
import { getDynamicCapacityConfiguration } from '../mailbox/4800-get-dynamic-capacity-configuration.js';
import { type HostRecord, isDynamicCapacity, readEvents } from './event-loop.js';
import type { HostModel, Turn } from './host.js';
import { type HostMemory, holds, type OfferedExtent } from './host-memory.js';
import { groupsOf, takes } from './linux-gates.js';
import { accept, ask, release } from './sending.js';

/** A chain of offers that nobody closes is refused after so long. */
const CHAIN_TIMEOUT_NS = 20n * NS_PER_S;

const REGIONS_MAX = 8;

/** The driver of the Dynamic Capacity series for Linux, on a machine where all regions are in use and no memory is. */
export const linux: HostModel = {
  name: 'linux',
  title: 'What the Dynamic Capacity driver for Linux does',
  source: 'the kernel series v9 to v11, 2025 and 2026: cxl/core/mbox.c and cxl/core/extent.c',
  *wake(memory, nowNs) {
    const ready = memory.regions === null ? yield* probed(memory) : memory;
    const isLate = ready.stagedSinceNs !== null && nowNs !== null && nowNs - ready.stagedSinceNs >= CHAIN_TIMEOUT_NS;
    const current = isLate ? yield* refused(ready) : ready;
    return yield* readEvents(current, (known, record) => heard(known, record, nowNs));
  },
};

function* probed(memory: HostMemory): Turn<HostMemory> {
  const configuration = yield* ask(getDynamicCapacityConfiguration, { regionCount: REGIONS_MAX, startingRegion: 0 });
  return { ...memory, regions: configuration?.regions ?? [] };
}

const unstaged = (memory: HostMemory): HostMemory => ({ ...memory, staged: [], stagedSinceNs: null });

function* refused(memory: HostMemory): Turn<HostMemory> {
  yield* accept([]);
  return unstaged(memory);
}

/** Acts upon one record. Forced releases and changed regions are logged and ignored. */
function* heard(memory: HostMemory, record: HostRecord, nowNs: bigint | null): Turn<HostMemory> {
  if (!isDynamicCapacity(record)) return unstaged(memory);
  if (record.type === 'add-capacity') return yield* offered(memory, record.extent, record.eventFlags.more, nowNs);
  // A chain is of one type: what is staged of it is dropped.
  const alone = unstaged(memory);
  return record.type === 'release-capacity' ? yield* askedBack(alone, record.extent) : alone;
}

/** Keeps an offer until its chain is closed, then answers all of the chain at once. */
function* offered(memory: HostMemory, extent: OfferedExtent, more: boolean, nowNs: bigint | null): Turn<HostMemory> {
  const staged = [...memory.staged, extent];
  if (more) return { ...memory, staged, stagedSinceNs: memory.stagedSinceNs ?? nowNs };
  let current = unstaged(memory);
  for (const group of groupsOf(staged)) {
    if (!takes(current, group)) continue;
    const number = current.groups + 1;
    const held = [...current.held, ...group.map((one) => ({ ...one, group: number }))];
    current = { ...current, held, groups: number };
  }
  const wanted = current.held.slice(memory.held.length);
  const given = yield* accept(wanted);
  const kept = given.filter((one) => !memory.held.some((before) => holds(before, one)));
  return { ...current, held: [...memory.held, ...kept] };
}

/** Gives back the whole group that an extent came in; of what it does not know, it says that it is given back. */
function* askedBack(memory: HostMemory, extent: OfferedExtent): Turn<HostMemory> {
  const known = memory.held.find((one) => one.tag === extent.tag && holds(one, extent));
  const isGiven = (one: HostMemory['held'][number]) => one.group === known?.group;
  for (const one of known === undefined ? [extent] : memory.held.filter(isGiven)) yield release([one]);
  return { ...memory, held: memory.held.filter((one) => !isGiven(one)) };
}
