import { capacityBlocks, hasWholeBlocks } from '../device/capacity.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getPartitionInfo } from '../mailbox/4100-get-partition-info.js';

export const getPartitionInfoHandler = defineHandler(getPartitionInfo, {
  concerns: ['identity'],
  refusedWhileMediaDisabled: true,
  handle(state) {
    if (!hasWholeBlocks(state)) return refuse(state, 'INTERNAL_ERROR');
    return succeed(state, {
      activeVolatileBlocks256MiB: capacityBlocks(state.capacity.volatileBytes),
      activePersistentBlocks256MiB: capacityBlocks(state.capacity.persistentBytes),
      nextVolatileBlocks256MiB: 0n,
      nextPersistentBlocks256MiB: 0n,
    });
  },
});
