import { isJsonObject, type JsonValue } from '../base/json.js';
import type { ValueOf } from '../layout/field.js';
import { getDynamicCapacityExtentList } from '../mailbox/4801-get-dynamic-capacity-extent-list.js';
import { getDcRegionExtentLists } from '../mailbox/5603-get-dc-region-extent-lists.js';
import type { DynamicCapacityExtent } from '../protocol/extent.js';
import type { TraceEvent } from '../trace/events.js';
import { type Played, responseOf, returnCodeOf } from './played.js';

/** What an extent list says: to the host, or to a fabric manager. */
export interface ExtentListAnswer {
  readonly totalExtents: number;
  readonly generationNumber: number;
  readonly startingIndex: number;
  readonly asked: number;
  readonly extents: readonly ValueOf<typeof DynamicCapacityExtent>[];
}

export const isExtentList = (event: TraceEvent): boolean =>
  event.kind === 'mailbox' &&
  ((event.cci === 'primary' && event.opcode === getDynamicCapacityExtentList.opcode) ||
    (event.cci === 'fm' && event.opcode === getDcRegionExtentLists.opcode));

/** Reads a 4801h or 5603h answer; null where it is a refusal or too short. */
export function extentListAnswer(played: Played): ExtentListAnswer | null {
  if (latest.played !== played) latest = { played, answer: readAnswer(played) };
  return latest.answer;
}

/** Several rules read the same answer in turn: it is decoded once. */
let latest: { readonly played: Played | null; readonly answer: ExtentListAnswer | null } = {
  played: null,
  answer: null,
};

function readAnswer(played: Played): ExtentListAnswer | null {
  const { event } = played;
  if (event.kind !== 'mailbox' || !isExtentList(event) || returnCodeOf(played) !== 0) return null;
  const response = responseOf(played);
  const { request, response: layout } = event.cci === 'fm' ? getDcRegionExtentLists : getDynamicCapacityExtentList;
  const asked = request.decode(event.request);
  const given = response === null ? null : layout.decode(response);
  if (asked === null || given === null) return null;
  return {
    totalExtents: given.totalExtents,
    generationNumber: given.generationNumber,
    startingIndex: asked.startingIndex,
    asked: asked.extentCount,
    extents: given.extents,
  };
}

export const listedExtents = (played: Played): ExtentListAnswer['extents'] => extentListAnswer(played)?.extents ?? [];

/** How long the last record of the recorded list is, in bytes or in the fields of a written trace; null where it has none. */
export function lastLengthBytes(played: Played): bigint | null {
  const { event } = played;
  const written = event.kind === 'mailbox' ? event.answer?.responseFields?.['extents'] : undefined;
  if (!Array.isArray(written)) return listedExtents(played).at(-1)?.lengthBytes ?? null;
  const last: JsonValue | undefined = written.at(-1);
  const length = isJsonObject(last) ? last['lengthBytes'] : undefined;
  return typeof length === 'number' || typeof length === 'bigint' ? BigInt(length) : null;
}
