import { type DpaRange, overlaps } from '../device/extents.js';
import type { DeviceState } from '../device/state.js';
import { qmpList, qmpTag } from '../divergence/requests.js';
import { mailboxCommands } from '../mailbox/index.js';
import type { TraceEvent } from '../trace/events.js';

/** Capacity that a record names. */
export interface Named extends DpaRange {
  readonly tag: string | null;
  /** What a record of an event log says happened to it. */
  readonly type: string | null;
}

/** What a record is about: extents and tags, on whichever side they stand. */
export interface Subject {
  readonly ranges: readonly Named[];
  readonly tags: readonly string[];
}

const NOTHING: Subject = { ranges: [], tags: [] };

/** The extents and tags of a record; `device` tells where the regions are that QMP counts from. */
export function subjectOf(event: TraceEvent, device: DeviceState | null): Subject {
  if (event.kind === 'qmp') {
    const tag = qmpTag(event.arguments);
    const listed = device === null ? [] : qmpList(device, event.arguments);
    return { ranges: listed.map((range) => ({ ...range, type: null })), tags: tag === null ? [] : [tag] };
  }
  if (event.kind !== 'mailbox') return NOTHING;
  const command = mailboxCommands.get(event.opcode);
  if (command === undefined) return NOTHING;
  const ranges: Named[] = [];
  if (!event.isRequestUnknown) collect(command.request.decode(event.request), null, ranges);
  const { response, responseFields } = event.answer ?? {};
  if (response !== undefined && response.length > 0) collect(command.response.decode(response), null, ranges);
  // Written traces say what they expect of an answer field by field.
  if (responseFields !== undefined) collect(responseFields, null, ranges);
  const seen = ranges.filter(({ lengthBytes }) => lengthBytes > 0n);
  return { ranges: seen, tags: [...new Set(seen.flatMap(({ tag }) => tag ?? []))] };
}

function collect(value: unknown, type: string | null, found: Named[]): void {
  if (Array.isArray(value)) for (const part of value) collect(part, type, found);
  else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    const { startDpa, lengthBytes, tag, type: own } = value as Record<string, unknown>;
    const happened = typeof own === 'string' ? own : type;
    if (isAddress(startDpa) && isAddress(lengthBytes))
      found.push({
        startDpa: BigInt(startDpa),
        lengthBytes: BigInt(lengthBytes),
        tag: typeof tag === 'string' ? tag : null,
        type: happened,
      });
    else for (const part of Object.values(value)) collect(part, happened, found);
  }
}

const isAddress = (value: unknown): value is bigint | number =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value));

/** Whether two records are about the same extent or tag. */
export const related = (left: Subject, right: Subject): boolean =>
  left.ranges.some((one) => right.ranges.some((other) => overlaps(one, other))) ||
  left.tags.some((tag) => right.tags.includes(tag));

/** A tag as it fits into a row: its beginning. */
export const shortTag = (tag: string | null): string => (tag === null ? '' : tag.length > 8 ? tag.slice(0, 8) : tag);
