import { isJsonObject } from '../base/json.js';
import { wrap64 } from '../base/units.js';
import { backendByKey } from '../device/backend-list.js';
import type { DpaRange } from '../device/extents.js';
import { operatorTag } from '../device/operator-tag.js';
import type { DeviceState, Extent } from '../device/state.js';
import { initiateDynamicCapacityAdd } from '../mailbox/5604-initiate-dynamic-capacity-add.js';
import { initiateDynamicCapacityRelease } from '../mailbox/5605-initiate-dynamic-capacity-release.js';
import { cxlAddDynamicCapacity } from '../qmp/cxl-add-dynamic-capacity.js';
import { cxlReleaseDynamicCapacity } from '../qmp/cxl-release-dynamic-capacity.js';
import type { MailboxEvent, QmpEvent } from '../trace/events.js';

/** The extents that an operator's request, or a fabric manager's, names by device address; null where it names none. */
export function namedRanges(device: DeviceState, event: QmpEvent | MailboxEvent): readonly DpaRange[] | null {
  if (event.kind === 'qmp') return namedByOperator(device, event);
  const command = [initiateDynamicCapacityAdd, initiateDynamicCapacityRelease].find(
    ({ opcode }) => opcode === event.opcode,
  );
  return command?.request.decode(event.request)?.extents ?? null;
}

function namedByOperator(device: DeviceState, { execute, arguments: given }: QmpEvent): readonly DpaRange[] | null {
  const command = [cxlAddDynamicCapacity, cxlReleaseDynamicCapacity].find(({ name }) => name === execute);
  const checked = command?.check(given);
  if (checked === undefined || 'error' in checked) return null;
  const { region, extents } = checked.arguments;
  const base = device.dynamicCapacity.regions[region]?.baseDpa;
  if (base === undefined || extents.length === 0) return null;
  return extents.map(({ offset, len }) => ({ startDpa: wrap64(base + offset), lengthBytes: len }));
}

/** What a request by tag is about: the extents with that tag, offered or accepted; null where it names no tag. */
export function taggedRanges(device: DeviceState, event: QmpEvent | MailboxEvent): readonly DpaRange[] | null {
  const tag = event.kind === 'qmp' && isJsonObject(event.arguments) ? event.arguments['tag'] : undefined;
  if (typeof tag !== 'string') return null;
  const wanted = operatorTag(tag);
  return everyExtent(device).filter(
    (extent) =>
      (wanted !== null && extent.tag === wanted) ||
      backendByKey(device, extent.mapping?.backendKey ?? null)?.tag === tag,
  );
}

export const everyExtent = ({ dynamicCapacity: { accepted, pending } }: DeviceState): readonly Extent[] => [
  ...accepted,
  ...pending.flat(),
];
