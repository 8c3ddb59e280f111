import type { DpaRange } from '../device/extents.js';
import type { DeviceState } from '../device/state.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { hasSucceeded } from '../trace/answers.js';
import type { Explanation } from './explanation.js';
import { capacityRequest } from './operator-commands.js';
import { outside } from './pieces.js';

/** What a host could answer was offered to it, though it may not have read of it. */
export const operatorOffer: Explanation = {
  by: 'operator',
  *attempts({ device, event }) {
    if (!hasSucceeded(event, addDynamicCapacityResponse)) return;
    const extents = addDynamicCapacityResponse.request.decode(event.request)?.extents ?? [];
    const offered = extents.length > 0 ? extents : someBlock(device);
    const command = capacityRequest(device, {
      type: 'add-capacity',
      hostId: 0,
      extents: offered.map(({ startDpa, lengthBytes }) => ({ startDpa, lengthBytes, tag: null })),
    });
    if (command !== null) yield { commands: [command] };
  },
};

/** What a host refuses it does not name: a block stands for it that nobody has. */
function someBlock({ dynamicCapacity: { accepted, pending, regions } }: DeviceState): readonly DpaRange[] {
  const taken = [...accepted, ...pending.flat()];
  for (const { baseDpa, lengthBytes, blockSizeBytes } of regions) {
    const [free] = outside([{ startDpa: baseDpa, lengthBytes }], taken);
    if (free !== undefined) return [{ startDpa: free.startDpa, lengthBytes: blockSizeBytes }];
  }
  return [];
}
