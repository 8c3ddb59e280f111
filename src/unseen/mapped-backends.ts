import { offering } from '../device/answered-group.js';
import { backendByKey, isLazy, withBackendChanged } from '../device/backend-list.js';
import type { Backend } from '../device/backends.js';
import type { DpaRange } from '../device/extents.js';
import type { DeviceState } from '../device/state.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { objectAdd } from '../qmp/object-add.js';
import { objectDel } from '../qmp/object-del.js';
import type { TraceEvent } from '../trace/events.js';
import { isStandIn, withPending } from './stand-ins.js';
import { isAnswered, isOf, isTaken, refusalWords, type Scene, type Teller, type Told, taken } from './teller.js';
import { isPartlyKnown, type Stretch } from './unseen.js';
import { isUnnamed, withNameTold, withReferences, withUnseenBackend } from './unseen-backends.js';

/** What cannot be accepted or deleted, or is warned of, tells which backends a host had accepted an extent of. */
export const mappedBackends: Teller = {
  part: 'mapped',
  codes: ['SUCCESS', 'INVALID_PHYSICAL_ADDRESS'],
  dependsOn: (scene) =>
    isLazy(scene.profile, scene.device) &&
    ((scene.event.kind === 'qmp' && scene.event.execute === objectDel.name) ||
      answered(scene).some(({ key }) => isOpen(scene, key))),
  tell: (scene) => (isLazy(scene.profile, scene.device) ? (tellAnswered(scene) ?? tellDeleted(scene)) : null),
  hears: (scene) => (isLazy(scene.profile, scene.device) ? (hearWarning(scene) ?? hearRefusal(scene)) : null),
  wants: { mailbox: [addDynamicCapacityResponse], qmp: [objectAdd] },
  learns({ event, device }, after) {
    if (event.kind === 'qmp' && event.execute === objectAdd.name && isTaken(event))
      return [{ start: BigInt(device.backends.nextKey), end: BigInt(after.backends.nextKey) }];
    const accepted = taken(event, addDynamicCapacityResponse)?.request.extents ?? [];
    return accepted.flatMap((range) => {
      const extent = after.dynamicCapacity.accepted.find(({ startDpa }) => startDpa === range.startDpa);
      return extent?.mapping?.backendKey == null ? [] : [one(extent.mapping.backendKey)];
    });
  },
};

const one = (key: number): Stretch => ({ start: BigInt(key), end: BigInt(key + 1) });

const isOpen = ({ unseen }: Scene, key: number): boolean => !isPartlyKnown(unseen, 'mapped', one(key));

const mappedText = ({ id }: Backend): string => `${id} is mapped`;

/** The backends of the extents that an answer of the host names, as the first offer has them. */
function answered({ device, event }: Scene): readonly Backend[] {
  const request = isOf(event, addDynamicCapacityResponse) ? requestOf(event) : [];
  const [first = []] = device.dynamicCapacity.pending;
  return request.flatMap((range) => {
    const backend = backendByKey(device, offering(first, range)?.mapping?.backendKey ?? null);
    return backend === undefined ? [] : [backend];
  });
}

const requestOf = (event: TraceEvent): readonly DpaRange[] =>
  event.kind === 'mailbox' ? (addDynamicCapacityResponse.request.decode(event.request)?.extents ?? []) : [];

const withMapped = (device: DeviceState, backends: readonly Backend[], isMapped: boolean): DeviceState =>
  backends.reduce((sum, { key }) => withBackendChanged(sum, key, { isMapped }), device);

/** What was offered and could not be accepted was mapped; what could be, was not. */
function tellAnswered(scene: Scene): Told | null {
  const { device, event } = scene;
  const open = answered(scene).filter(({ key }) => isOpen(scene, key));
  if (isAnswered(event, addDynamicCapacityResponse, 'SUCCESS')) {
    const mapped = open.filter(({ isMapped }) => isMapped);
    return mapped.length === 0
      ? null
      : { device: withMapped(device, mapped, false), value: `${mapped[0]?.id} is not mapped` };
  }
  const [refused] = open.filter(({ isMapped }) => !isMapped);
  if (refused === undefined || !isAnswered(event, addDynamicCapacityResponse, 'INVALID_PHYSICAL_ADDRESS')) return null;
  return { device: withMapped(device, [refused], true), value: mappedText(refused) };
}

/** What could not be deleted was in use. */
function tellDeleted({ device, event, unseen }: Scene): Told | null {
  if (event.kind !== 'qmp' || event.execute !== objectDel.name) return null;
  const checked = objectDel.check(event.arguments);
  const backend =
    'error' in checked ? undefined : device.backends.objects.find(({ id }) => id === checked.arguments.id);
  if (backend === undefined || isPartlyKnown(unseen, 'mapped', one(backend.key))) return null;
  const isMapped = /is in use/.test(refusalWords(event) ?? '');
  return isMapped === backend.isMapped
    ? null
    : { device: withMapped(device, [backend], isMapped), value: isMapped ? mappedText(backend) : 'not mapped' };
}

/** The warning beside an offer names its backend. */
function hearWarning(scene: Scene): Told | null {
  const { device, event } = scene;
  const id = event.kind === 'log' ? WARNING.exec(event.text)?.[1] : undefined;
  const backend = lookedUp(device);
  if (id === undefined || backend === undefined) return null;
  if (backend.id !== id && !isUnnamed(backend.id)) return hearOther(device, backend, id);
  if (backend.id === id && (backend.isMapped || !isOpen(scene, backend.key))) return null;
  const named = backend.id === id ? device : withNameTold(device, backend, id);
  return { device: withMapped(named, [backend], true), value: mappedText({ ...backend, id }) };
}

/** Several backends have the tag, and the line names another than the engine found. */
function hearOther(device: DeviceState, { key, tag, sizeBytes }: Backend, id: string): Told | null {
  const known = device.backends.objects.find((other) => other.id === id);
  if (known !== undefined && known.tag !== tag && !isUnnamed(known.tag)) return null;
  const told = { tag, sizeBytes, isMapped: true };
  const other = known === undefined ? withUnseenBackend(device, { id, ...told }) : { device, key: known.key };
  const pointed = withReferences(withBackendChanged(other.device, other.key, told), key, other.key, 'latest');
  return { device: pointed, value: `${id} is mapped and has the tag ${tag} too` };
}

/** The backend that the latest request found: its offer may have been refused then. */
function lookedUp(device: DeviceState): Backend | undefined {
  const { latestBytes, objects } = device.backends;
  const latest = device.dynamicCapacity.pending.at(-1)?.at(-1);
  const offered = backendByKey(device, latest?.mapping?.backendKey ?? null);
  if (offered?.sizeBytes === latestBytes) return offered;
  const alike = objects.filter(({ id, sizeBytes }) => isUnnamed(id) && sizeBytes === latestBytes);
  return alike.length === 1 ? alike[0] : undefined;
}

const WARNING = /^Warning: memory backend (\S+) is already mapped\. Reusing it\.$/;

/** The line beside a refusal tells why: it was this offer's turn, and its backend that was mapped. */
function hearRefusal(scene: Scene): Told | null {
  const { device, event } = scene;
  const named = event.kind === 'log' ? REFUSAL.exec(event.text) : null;
  if (named === null) return null;
  const [startDpa, lengthBytes] = [BigInt(`${named[1]}`), BigInt(`${named[2]}`)];
  const { pending } = device.dynamicCapacity;
  const place = pending.findIndex((group) =>
    group.some((extent) => extent.startDpa === startDpa && extent.lengthBytes === lengthBytes),
  );
  const extent = pending[place]?.find((candidate) => candidate.startDpa === startDpa);
  const backend = backendByKey(device, extent?.mapping?.backendKey ?? null);
  const before = pending.slice(0, Math.max(0, place)).flat();
  if (backend === undefined || backend.isMapped || !isOpen(scene, backend.key) || !before.every(isStandIn)) return null;
  const told = withMapped(withPending(device, pending.slice(place)), [backend], true);
  return { device: told, value: mappedText(backend) };
}

const REFUSAL = /^The host memory backend for DPA (0x[0-9a-f]+) LEN (0x[0-9a-f]+) is already mapped$/;
