import { backendById, TAGGED_TYPE, withBackend } from '../device/backend-list.js';
import type { DeviceState } from '../device/state.js';
import { cxlAddDynamicCapacity } from '../qmp/cxl-add-dynamic-capacity.js';
import { objectAdd } from '../qmp/object-add.js';
import { objectDel } from '../qmp/object-del.js';
import type { QmpEvent } from '../trace/events.js';
import { isTaken, refusalWords, type Teller, type Told } from './teller.js';

/** What an operator can make, delete or offer tells which memory backends there were. */
export const backends: Teller = {
  part: 'backends',
  dependsOn: ({ event, profile }) =>
    event.kind === 'qmp' && profile.behaviours.lazyCapacity === 'by-tag' && NAMES.has(event.execute),
  tell({ event, device, profile }) {
    if (event.kind !== 'qmp' || profile.behaviours.lazyCapacity !== 'by-tag') return null;
    if (event.execute === cxlAddDynamicCapacity.name) return offered(device, event);
    return event.execute === objectDel.name ? deleted(device, event) : null;
  },
};

const NAMES: ReadonlySet<string> = new Set([cxlAddDynamicCapacity.name, objectAdd.name, objectDel.name]);

/** What could be offered had a backend of its size; what had another size is said. */
function offered(device: DeviceState, event: QmpEvent): Told | null {
  const checked = cxlAddDynamicCapacity.check(event.arguments);
  if ('error' in checked) return null;
  const { tag, extents } = checked.arguments;
  const told = /^Host memory backend size 0x([0-9a-f]+) /.exec(refusalWords(event) ?? '')?.[1];
  const sizeBytes = isTaken(event) ? extents[0]?.len : told === undefined ? undefined : BigInt(`0x${told}`);
  if (sizeBytes === undefined || tag === undefined) return null;
  const id = `unseen ${device.backends.nextKey}`;
  return {
    device: withBackend(device, { id, objectType: TAGGED_TYPE, sizeBytes, tag }),
    value: `a backend with the tag ${tag}`,
  };
}

/** What could be deleted, or was in use, was there. */
function deleted(device: DeviceState, event: QmpEvent): Told | null {
  const checked = objectDel.check(event.arguments);
  if ('error' in checked || backendById(device, checked.arguments.id) !== undefined) return null;
  const { id } = checked.arguments;
  const isUsed = /is in use/.test(refusalWords(event) ?? '');
  if (!isTaken(event) && !isUsed) return null;
  const made = withBackend(device, { id, objectType: TAGGED_TYPE, sizeBytes: 0n, tag: `unseen ${id}` });
  const objects = made.backends.objects.map((one) => (one.id === id ? { ...one, isMapped: isUsed } : one));
  return { device: { ...made, backends: { ...made.backends, objects } }, value: `the backend ${id}` };
}
