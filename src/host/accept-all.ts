import { isDynamicCapacity, readEvents } from './event-loop.js';
import type { HostModel, Turn } from './host.js';
import type { HostMemory, OfferedExtent } from './host-memory.js';
import { accept, release } from './sending.js';

/** A host that takes whatever it is offered and gives back whatever it is asked for, at once. */
export const acceptAll: HostModel = {
  name: 'accept-all',
  title: 'Accepts every offer at once, gives back at once',
  source: 'what an operator expects of a host',
  *wake(memory) {
    const read = yield* readEvents(memory, function* (known, record) {
      if (!isDynamicCapacity(record)) return known;
      if (record.type === 'release-capacity') yield release([record.extent]);
      return record.type === 'add-capacity' ? yield* offered(known, record.extent, record.eventFlags.more) : known;
    });
    // The end of a chain may have been lost.
    return read.staged.length > 0 ? yield* answered(read) : read;
  },
};

function* offered(memory: HostMemory, extent: OfferedExtent, more: boolean): Turn<HostMemory> {
  const all = { ...memory, staged: [...memory.staged, extent] };
  return more ? all : yield* answered(all);
}

function* answered(memory: HostMemory): Turn<HostMemory> {
  yield* accept(memory.staged);
  return { ...memory, staged: [] };
}
