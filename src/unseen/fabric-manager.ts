import { setDcRegionConfiguration } from '../mailbox/5602-set-dc-region-configuration.js';
import { initiateDynamicCapacityAdd } from '../mailbox/5604-initiate-dynamic-capacity-add.js';
import { stretchOf } from './ranges.js';
import { isOf, type Scene, type Teller, taken } from './teller.js';

/** What a fabric manager could offer was neither accepted nor pending, and is from then on. */
export const fabricManagerOffer: readonly Teller[] = (['extents', 'pending'] as const).map((part) => ({
  part,
  codes: ['SUCCESS', 'RESOURCES_EXHAUSTED', 'INVALID_EXTENT_LIST', 'INVALID_PHYSICAL_ADDRESS', 'UNSUPPORTED'],
  dependsOn: ({ event }) => isOf(event, initiateDynamicCapacityAdd, setDcRegionConfiguration),
  tell: () => null,
  wants: { mailbox: [initiateDynamicCapacityAdd] },
  learns: ({ event }: Scene) => taken(event, initiateDynamicCapacityAdd)?.request.extents.map(stretchOf) ?? [],
}));
