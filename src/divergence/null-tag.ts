import { cxl31 } from '../base/spec.js';
import { rangeText } from '../device/extents.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { getDynamicCapacityExtentList } from '../mailbox/4801-get-dynamic-capacity-extent-list.js';
import { getDcRegionExtentLists } from '../mailbox/5603-get-dc-region-extent-lists.js';
import type { LogEvent } from '../trace/events.js';
import { type RecordPlace, recordText } from '../trace/record-place.js';
import { nullTagCauses } from './causes-null-tag.js';
import type { DivergenceKind } from './divergence.js';
import { type DcRecord, dcRecords, readsDynamicCapacityLog } from './event-answer.js';
import { listedExtents } from './extent-list-answer.js';
import { refusedByGuest } from './guest-refusal.js';
import { askedBackUntagged, shownExtent } from './guest-tag.js';
import { type Exchange, tagOf, whoText } from './ledger.js';
import type { Played } from './played.js';
import type { Finding, Watcher } from './watch.js';

export const nullTag: DivergenceKind = {
  code: 'null-tag',
  title: 'A tag that was given comes back null',
  fires:
    'The operator or a fabric manager gave capacity a tag, and an event, a release event or an extent list shows that capacity with 16 zero bytes, or a line of the guest does. Once for each offer and release; where it shows again, that follows.',
  explanation:
    'The tag names the allocation: hosts group extents by it, and user space asks for capacity by it. A host that is shown a null tag takes the capacity as untagged, merges it with other untagged capacity, or does not find what is asked back.',
  causes: nullTagCauses,
  lookAt: [
    'whether the event had the tag: if so, it was lost when the host accepted',
    'the same release sent as prescriptive: its event carries the tag that the command gives',
    'the tag in Get DC Region Extent Lists of the fabric manager beside the one in Get Dynamic Capacity Extent List',
  ],
  spec: [
    cxl31('8.2.9.2.1.6', 'Dynamic Capacity Event Record'),
    cxl31('8.2.9.9.9.2', 'Get Dynamic Capacity Extent List'),
  ],
  reports: [
    'Anisa Su on the tagged memory series, 30 March 2026: a null tag on the host after a tag-based release by QMP, gone with a prescriptive one',
    'Review of the fabric manager series by Jonathan Cameron, 24 April 2025: the tag was zeroed on its way into the event',
    'libcxlmi commit 02fa908, Amin Farajianzadeh, February 2025: tag and allocation copied from the wrong field into Initiate Dynamic Capacity Add',
    'Code reading of QEMU 10.2.2: an accepted extent is stored with a null tag and sequence 0, whatever the offer said',
  ],
  mismatch: {
    claims: ({ path, recorded, replayed }) => /(^|\.)tag$/.test(path) && recorded === null && replayed !== null,
    message: ({ path, replayed }) => `${path}: recorded null, replayed ${replayed}`,
  },
  watch: [
    {
      severity: 'error',
      wants: {
        mailbox: [getEventRecords.opcode, getDynamicCapacityExtentList.opcode],
        fabricManager: [getDcRegionExtentLists.opcode],
        kinds: ['log'],
      },
      start: watcher,
    },
    refusedByGuest('null-tag'),
    askedBackUntagged,
  ],
};

function watcher(): Watcher {
  /** Where the loss of an exchange's tag was told first, and in which kinds of answers; as long as the ledger knows it. */
  const told = new WeakMap<Exchange, { readonly seq: number; readonly where: Set<string> }>();
  const tell = (played: Played, where: string, exchange: Exchange, finding: Omit<Finding, 'event'>): Finding[] => {
    const earlier = told.get(exchange);
    if (earlier?.where.has(where)) return [];
    earlier?.where.add(where);
    if (earlier === undefined) told.set(exchange, { seq: played.event.seq, where: new Set([where]) });
    return [{ event: played.event, recorded: null, replayed: null, followsFrom: earlier?.seq ?? null, ...finding }];
  };
  return {
    see(played) {
      const { event } = played;
      if (event.kind === 'log') return guestLoss(played, event, tell);
      if (event.kind !== 'mailbox') return [];
      if (event.opcode !== getEventRecords.opcode) return listLosses(played, tell);
      if (!readsDynamicCapacityLog(event)) return [];
      return dcRecords(played).flatMap((record, index) => eventLoss(played, record, index, tell));
    },
  };
}

type Tell = (played: Played, where: string, exchange: Exchange, finding: Omit<Finding, 'event'>) => Finding[];

/** An event without the tag that its request gave; a release event also without the one that the list has. */
function eventLoss(played: Played, { type, extent }: DcRecord, index: number, tell: Tell): Finding[] {
  if (extent.tag !== null || extent.lengthBytes === 0n) return [];
  const isAdd = type === 'add-capacity';
  const { ledger } = played;
  const exchange = isAdd
    ? ledger.touching('offer', extent)
    : (ledger.touching('release', extent) ?? ledger.askedByTag());
  if (exchange === undefined) return [];
  const given = tagOf(exchange, extent);
  const listed = isAdd ? null : listedTag(played, extent);
  if (given === null && listed === null) return [];
  const source =
    given === null
      ? `the host's extent list has it with tag ${listed}`
      : `${whoText(exchange)} in ${recordText(exchange)} gave tag ${given}`;
  return tell(played, 'event', exchange, {
    path: `response.records[${index}].extent.tag`,
    message: `the ${type} event of ${rangeText(extent)} has no tag; ${source}`,
    // The device wrote the event when it was asked.
    origin: exchange,
    ...(isAdd ? {} : { because: RELEASE_LOST }),
  });
}

const RELEASE_LOST =
  'The host looks for the extents of a release by their tag. A tag-based release whose event is filled with address and length only arrives with a null tag and matches nothing the host has; a prescriptive release that names the tag carries it.';

const listedTag = ({ before }: Played, { startDpa }: DcRecord['extent']): string | null =>
  before.dynamicCapacity.accepted.find((one) => one.startDpa <= startDpa && startDpa < one.startDpa + one.lengthBytes)
    ?.tag ?? null;

function listLosses(played: Played, tell: Tell): Finding[] {
  if (!played.ledger.hasTags) return [];
  return listedExtents(played).flatMap((extent, index) => {
    if (extent.tag !== null || extent.lengthBytes === 0n) return [];
    const offer = played.ledger.holding('offer', extent);
    const given = offer === undefined ? null : tagOf(offer, extent);
    if (offer === undefined || given === null) return [];
    const whole = offer.extents.some(({ lengthBytes }) => lengthBytes === extent.lengthBytes);
    return tell(played, 'list', offer, {
      path: `response.extents[${index}].tag`,
      origin: lostAt(played, offer, whole),
      message: `${whole ? '' : 'the piece '}${rangeText(extent)} is listed without a tag; ${whoText(offer)} in ${recordText(offer)} gave tag ${given}`,
    });
  });
}

/** Where a listed extent lost its tag: with the offer already, with the answer, or with the release that split it. */
function lostAt({ ledger }: Played, offer: Exchange, isWhole: boolean): RecordPlace | undefined {
  if (offer.group?.every(({ tag }) => tag === null)) return offer;
  const split = offer.extents.map((extent) => ledger.touching('release', extent)?.answered).find((one) => one);
  return (isWhole ? null : split) ?? offer.answered ?? undefined;
}

/** A line of the guest in which capacity has no tag. */
function guestLoss(played: Played, event: LogEvent, tell: Tell): Finding[] {
  const extent = shownExtent(event);
  if (extent === null || extent.tag !== null || !played.ledger.hasTags) return [];
  const { ledger } = played;
  const exchange = extent.isAdd ? ledger.touching('offer', extent) : ledger.touching('release', extent);
  const given = exchange === undefined ? null : tagOf(exchange, extent);
  if (exchange === undefined || given === null) return [];
  return tell(played, 'guest', exchange, {
    path: 'text',
    recorded: event.text,
    message: `the guest has ${rangeText(extent)} without a tag; ${whoText(exchange)} in ${recordText(exchange)} gave tag ${given}`,
  });
}
