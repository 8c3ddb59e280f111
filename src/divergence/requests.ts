import { isJsonObject, type JsonValue } from '../base/json.js';
import { wrap64 } from '../base/units.js';
import type { DpaRange } from '../device/extents.js';
import type { DeviceState, Extent } from '../device/state.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { releaseDynamicCapacity } from '../mailbox/4803-release-dynamic-capacity.js';
import { initiateDynamicCapacityAdd } from '../mailbox/5604-initiate-dynamic-capacity-add.js';
import { initiateDynamicCapacityRelease } from '../mailbox/5605-initiate-dynamic-capacity-release.js';
import type { MailboxEvent, TraceEvent } from '../trace/events.js';
import type { AskedExtent } from './ledger.js';
import type { Played } from './played.js';

/** A host's list of extents: the answer to an offer, or what it gives back. */
export interface HostList {
  /** How many extents it announces; it may hold fewer. */
  readonly stated: number;
  readonly isWhole: boolean;
  readonly more: boolean;
  readonly extents: readonly DpaRange[];
}

/** Reads a 4802h or 4803h; null where even its head is short. */
export function hostList({ opcode, request, requestLengthBytes }: MailboxEvent): HostList | null {
  const { request: layout } =
    opcode === addDynamicCapacityResponse.opcode ? addDynamicCapacityResponse : releaseDynamicCapacity;
  const list = layout.decode(request);
  if (list === null) return null;
  const stated = layout.statedCount(request);
  const isWhole = requestLengthBytes >= layout.sizeBytes + ENTRY_BYTES * stated;
  return { stated, isWhole, more: list.flags.more, extents: list.extents };
}

const ENTRY_BYTES = 24;

/** Reads a fabric manager's 5604h or 5605h; null where its head is short. */
export function fabricManagerList({ opcode, request }: MailboxEvent): readonly Extent[] | null {
  const { request: layout } =
    opcode === initiateDynamicCapacityAdd.opcode ? initiateDynamicCapacityAdd : initiateDynamicCapacityRelease;
  return layout.decode(request)?.extents ?? null;
}

/** What a QMP add or release asks for, as far as it can be read: extents by device address, the tag as it is written. */
export function qmpList(state: DeviceState, given: JsonValue): readonly AskedExtent[] {
  if (!isJsonObject(given) || !Array.isArray(given['extents'])) return [];
  const region = state.dynamicCapacity.regions[Number(given['region'] ?? given['region-id'] ?? -1)];
  if (region === undefined) return [];
  const tag = qmpTag(given);
  return (given['extents'] as readonly JsonValue[]).flatMap((extent) => {
    if (!isJsonObject(extent)) return [];
    const offset = integer(extent['offset']);
    const lengthBytes = integer(extent['len']);
    return offset === null || lengthBytes === null
      ? []
      : [{ startDpa: wrap64(region.baseDpa + offset), lengthBytes, tag }];
  });
}

const integer = (value: JsonValue | undefined): bigint | null =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value)) ? BigInt(value) : null;

/** The `tag` argument of a QMP command; null where there is none or it is empty. */
export function qmpTag(given: JsonValue): string | null {
  const tag = isJsonObject(given) ? given['tag'] : undefined;
  return typeof tag === 'string' && tag !== '' ? tag : null;
}

/** The tag of a QMP release that asks for all capacity with it; null for one that names extents. */
export const releasedTag = (given: JsonValue): string | null =>
  isJsonObject(given) && given['removal-policy'] === 'tag-based' ? qmpTag(given) : null;

/** Whether a record is a command with this opcode on the primary mailbox. */
export const isPrimary = (event: TraceEvent, opcode: number): event is MailboxEvent =>
  event.kind === 'mailbox' && event.cci === 'primary' && event.opcode === opcode;

/** The extents that a request names, whoever sent it. */
export function requestedExtents({ event, before }: Played): readonly DpaRange[] {
  if (event.kind === 'qmp') return qmpList(before, event.arguments);
  if (event.kind !== 'mailbox') return [];
  if (event.cci === 'fm') return fabricManagerList(event) ?? [];
  const isList = event.opcode === addDynamicCapacityResponse.opcode || event.opcode === releaseDynamicCapacity.opcode;
  return isList && event.cci === 'primary' ? (hostList(event)?.extents ?? []) : [];
}
