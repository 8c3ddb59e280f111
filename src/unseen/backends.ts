import { backendById, withBackendChanged, withoutBackend } from '../device/backend-list.js';
import { backendAt } from '../device/backend-path.js';
import type { Backend } from '../device/backends.js';
import type { DeviceState } from '../device/state.js';
import { cxlAddDynamicCapacity } from '../qmp/cxl-add-dynamic-capacity.js';
import { objectAdd } from '../qmp/object-add.js';
import { objectDel } from '../qmp/object-del.js';
import { qomGet } from '../qmp/qom-get.js';
import type { QmpEvent } from '../trace/events.js';
import { isTaken, refusalWords, type Teller, type Told } from './teller.js';
import { isUnnamed, withNameTold, withUnseenBackend } from './unseen-backends.js';

/** What an operator can make, delete, offer or look at tells which memory backends there were. */
export const backends: Teller = {
  part: 'backends',
  dependsOn: ({ event, profile }) =>
    event.kind === 'qmp' && profile.behaviours.lazyCapacity === 'by-tag' && TELLING.has(event.execute),
  tell: ({ event, device, profile }) =>
    event.kind === 'qmp' && profile.behaviours.lazyCapacity === 'by-tag'
      ? (TELLING.get(event.execute)?.(device, event) ?? null)
      : null,
};

/** What each command's answer tells. */
const TELLING: ReadonlyMap<string, (device: DeviceState, event: QmpEvent) => Told | null> = new Map([
  [cxlAddDynamicCapacity.name, offered],
  [objectAdd.name, made],
  [objectDel.name, deleted],
  [qomGet.name, shown],
]);

/** What could be offered had a backend of its size; what had another size is said. */
function offered(device: DeviceState, event: QmpEvent): Told | null {
  const checked = cxlAddDynamicCapacity.check(event.arguments);
  if ('error' in checked) return null;
  const { tag, extents } = checked.arguments;
  const words = refusalWords(event) ?? '';
  const known = device.backends.objects.find((one) => one.tag === tag && !one.isDeleted);
  if (/must have a backing device/.test(words)) return notThere(device, known);
  const told = /^Host memory backend size 0x([0-9a-f]+) /.exec(words)?.[1];
  const sizeBytes = isTaken(event) ? extents[0]?.len : told === undefined ? undefined : BigInt(`0x${told}`);
  if (sizeBytes === undefined || tag === undefined) return null;
  const value = `a backend with the tag ${tag}`;
  if (known?.sizeBytes === 0n) return { device: withBackendChanged(device, known.key, { sizeBytes }), value };
  return { device: withUnseenBackend(device, { sizeBytes, tag }).device, value };
}

/** What was known by its tag alone went under a name of which nothing tells that it was this one's. */
function notThere(device: DeviceState, known: Backend | undefined): Told | null {
  if (known === undefined || !isUnnamed(known.id)) return null;
  return { device: withoutBackend(device, known), value: `no backend with the tag ${known.tag} any more` };
}

/** A name that was in use was a backend's. */
function made(device: DeviceState, event: QmpEvent): Told | null {
  const checked = objectAdd.check(event.arguments);
  if ('error' in checked || !/duplicate property/.test(refusalWords(event) ?? '')) return null;
  const { id } = checked.arguments;
  return { device: withUnseenBackend(device, { id }).device, value: `the backend ${id}` };
}

/** What could be deleted, or was in use, was there. */
function deleted(device: DeviceState, event: QmpEvent): Told | null {
  const checked = objectDel.check(event.arguments);
  if ('error' in checked || backendById(device, checked.arguments.id) !== undefined) return null;
  const { id } = checked.arguments;
  const isMapped = /is in use/.test(refusalWords(event) ?? '');
  if (!isTaken(event) && !isMapped) return null;
  return { device: withUnseenBackend(device, { id, isMapped }).device, value: `the backend ${id}` };
}

/** The tag and the size of a backend that was known by its name alone, and the name of one that was known by its tag. */
function shown(device: DeviceState, { arguments: given, answer }: QmpEvent): Told | null {
  const checked = qomGet.check(given);
  if ('error' in checked || answer === null || !('return' in answer)) return null;
  const { path, property } = checked.arguments;
  const backend = backendAt(device, path);
  const { return: value } = answer;
  if (backend === undefined) return null;
  if (property === 'size' && backend.sizeBytes === 0n && (typeof value === 'bigint' || typeof value === 'number'))
    return { device: withBackendChanged(device, backend.key, { sizeBytes: BigInt(value) }), value };
  if (property !== 'tag' || !isUnnamed(backend.tag) || typeof value !== 'string') return null;
  const tagged = device.backends.objects.find(({ id, tag }) => tag === value && isUnnamed(id));
  const told =
    tagged === undefined
      ? withBackendChanged(device, backend.key, { tag: value })
      : withNameTold(withMapped(device, tagged, backend.isMapped), tagged, backend.id);
  return { device: told, value: `the backend ${backend.id} with the tag ${value}` };
}

const withMapped = (device: DeviceState, { key, isMapped }: Backend, alsoMapped: boolean): DeviceState =>
  withBackendChanged(device, key, { isMapped: isMapped || alsoMapped });
