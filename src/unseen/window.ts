import { isLazy } from '../device/backend-list.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { withExtents } from './stand-ins.js';
import { isOf, type Scene, type Teller, type Told } from './teller.js';

/** What killed a machine that gets its memory with its offers tells how the fixed window had been used before. */
export const fixedWindow: Teller = {
  part: 'window',
  dependsOn: ({ device, event, profile }) =>
    isLazy(profile, device) &&
    (isOf(event, addDynamicCapacityResponse) || event.kind === 'crash' || event.kind === 'memory'),
  tell: (scene) => (isLazy(scene.profile, scene.device) ? tellDeath(scene) : null),
};

/** What was accepted before its decoder was committed cannot be reached: whatever touches it kills. */
function tellDeath({ device, event }: Scene): Told | null {
  if (event.kind !== 'crash') return null;
  const { accepted } = device.dynamicCapacity;
  const unreachable = accepted.map((extent) =>
    extent.mapping === undefined ? extent : { ...extent, mapping: { ...extent.mapping, hasAlias: false } },
  );
  return {
    device: { ...withExtents(device, unreachable), window: { ...device.window, isDirect: true, isCommitted: true } },
    value: 'what was accepted had no alias in the window',
  };
}
