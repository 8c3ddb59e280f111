import { isJsonObject, type JsonValue } from '../base/json.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { cxlReleaseDynamicCapacityStatus } from '../qmp/cxl-release-dynamic-capacity-status.js';
import { successOf } from '../trace/answers.js';
import type { QmpEvent, TraceEvent } from '../trace/events.js';
import { type DeviceEvidence, extentsAsked, wholeNumber } from './device-evidence.js';

/** An extent that an operator offered in a region, not yet seen by a host. */
interface Offered {
  readonly region: number;
  readonly offset: bigint;
  readonly lengthBytes: bigint;
  readonly tag: JsonValue | undefined;
}

/**
 * Where regions begin, told by an extent that is seen from both sides: the operator counts from the region's start, the
 * host in device addresses. Extents come to the host in the order of the offers.
 */
export function seenRegions(events: readonly TraceEvent[]): readonly DeviceEvidence[] {
  const offered: Offered[] = [];
  const found: DeviceEvidence[] = [];
  const known = new Set<number>();
  const seen = (line: number, startDpa: bigint, lengthBytes: bigint, region: number | null, tag?: string) => {
    const place = offered.findIndex(
      (one) =>
        one.lengthBytes === lengthBytes &&
        (region === null || one.region === region) &&
        (tag === undefined || one.tag === tag),
    );
    const offer = offered[place];
    if (offer === undefined) return;
    offered.splice(place, 1);
    const baseDpa = startDpa - offer.offset;
    if (known.has(offer.region) || baseDpa < 0n) return;
    known.add(offer.region);
    found.push({ line, says: { what: 'region', index: offer.region, baseDpa, lengthBytes: 0n } });
  };
  let showsEvents = false;
  for (const event of events) {
    if (event.kind === 'qmp') {
      offered.push(...offersOf(event));
      const told = statusOf(event);
      if (told !== null) seen(event.line, told.startDpa, told.lengthBytes, null, told.tag);
    }
    if (event.kind !== 'mailbox') continue;
    for (const record of successOf(event, getEventRecords)?.records ?? []) {
      if (!('extent' in record) || record.type !== 'add-capacity') continue;
      showsEvents = true;
      seen(event.line, record.extent.startDpa, record.extent.lengthBytes, record.region);
    }
    if (showsEvents || event.opcode !== addDynamicCapacityResponse.opcode || event.answer?.returnCode !== 0) continue;
    const request = addDynamicCapacityResponse.request.decode(event.request);
    for (const { startDpa, lengthBytes } of request?.extents ?? []) seen(event.line, startDpa, lengthBytes, null);
  }
  return found;
}

function offersOf({ execute, arguments: given, answer }: QmpEvent): readonly Offered[] {
  const isTaken = answer !== null && 'return' in answer;
  if (execute !== 'cxl-add-dynamic-capacity' || !isTaken || !isJsonObject(given)) return [];
  const region = wholeNumber(given['region']);
  return extentsAsked(given['extents']).map((extent) => ({
    region: Number(region ?? 0n),
    tag: given['tag'],
    ...extent,
  }));
}

/** Where the device says that it found an extent with the tag that was asked for; null where it says nothing of it. */
function statusOf({ execute, arguments: given, answer }: QmpEvent) {
  if (execute !== cxlReleaseDynamicCapacityStatus.name || answer === null || !('return' in answer)) return null;
  const message = isJsonObject(answer.return) ? answer.return['message'] : undefined;
  const [, dpa, len] = (typeof message === 'string' && PLACE.exec(message)) || [];
  const tag = isJsonObject(given) ? given['tag'] : undefined;
  if (dpa === undefined || len === undefined || typeof tag !== 'string') return null;
  return { startDpa: BigInt(dpa), lengthBytes: BigInt(len), tag };
}

const PLACE = / dpa (0x[0-9a-f]{1,16}) len (0x[0-9a-f]{1,16})\s*$/;
