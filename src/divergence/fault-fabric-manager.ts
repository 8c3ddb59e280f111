import { type DpaRange, isBacked, overlaps, overlapsPending, rangeText } from '../device/extents.js';
import { initiateDynamicCapacityAdd } from '../mailbox/5604-initiate-dynamic-capacity-add.js';
import { initiateDynamicCapacityRelease, REMOVAL_POLICIES } from '../mailbox/5605-initiate-dynamic-capacity-release.js';
import { type Fault, shapeFault } from './fault.js';
import type { PlayedMailbox } from './played.js';
import { fabricManagerList } from './requests.js';

/** Why a fabric manager's add or release cannot be met; null where nothing speaks against it. */
export function fabricManagerFault(played: PlayedMailbox): Fault | null {
  const { event, before } = played;
  const extents = fabricManagerList(event);
  if (extents === null)
    return { code: 'payload-length', what: `${event.requestLengthBytes} bytes are too few for this request` };
  const adds = event.opcode === initiateDynamicCapacityAdd.opcode;
  const layout = (adds ? initiateDynamicCapacityAdd : initiateDynamicCapacityRelease).request;
  const stated = layout.statedCount(event.request);
  if (stated > extents.length)
    return { code: 'payload-length', what: `the request announces ${stated} extents and holds ${extents.length}` };
  if (!isPrescriptive(event.request, adds))
    return { code: 'request-unsupported', what: 'only prescriptive requests are implemented' };
  for (const extent of extents) {
    const fault = adds ? addFault(played, extent) : null;
    if (fault !== null) return fault;
  }
  const shape = shapeFault(before.dynamicCapacity, extents);
  if (shape !== null) return shape;
  return adds ? null : (extents.map((extent) => releaseFault(played, extent)).find((fault) => fault !== null) ?? null);
}

function isPrescriptive(request: Uint8Array, adds: boolean): boolean {
  if (adds) return initiateDynamicCapacityAdd.request.decode(request)?.selectionPolicy === 'prescriptive';
  const flags = initiateDynamicCapacityRelease.request.decode(request)?.flags;
  return flags?.removalPolicy === REMOVAL_POLICIES.prescriptive;
}

function addFault({ before: { dynamicCapacity } }: PlayedMailbox, extent: DpaRange): Fault | null {
  if (overlapsPending(dynamicCapacity, extent))
    return { code: 'overlap', what: `${rangeText(extent)} overlaps what is offered already` };
  const taken = dynamicCapacity.accepted.find((one) => overlaps(one, extent));
  return taken === undefined
    ? null
    : { code: 'overlap', what: `${rangeText(extent)} overlaps the accepted ${rangeText(taken)}` };
}

function releaseFault({ before: { dynamicCapacity } }: PlayedMailbox, extent: DpaRange): Fault | null {
  if (overlapsPending(dynamicCapacity, extent))
    return { code: 'release-while-pending', what: `${rangeText(extent)} is offered and not accepted yet` };
  return isBacked(dynamicCapacity, extent)
    ? null
    : {
        code: 'missing-extent-details',
        what: `${rangeText(extent)} is asked back and not wholly accepted`,
        because:
          'Only what a host has accepted can be asked back. The request is refused, and nothing reached the host.',
      };
}
