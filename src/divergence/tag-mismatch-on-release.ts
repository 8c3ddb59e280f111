import { cxl31 } from '../base/spec.js';
import { overlaps, rangeText } from '../device/extents.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { initiateDynamicCapacityRelease } from '../mailbox/5605-initiate-dynamic-capacity-release.js';
import { cxlReleaseDynamicCapacity } from '../qmp/cxl-release-dynamic-capacity.js';
import { recordText } from '../trace/record-place.js';
import { tagMismatchCauses } from './causes-release.js';
import type { DivergenceKind } from './divergence.js';
import { dcRecords, readsDynamicCapacityLog } from './event-answer.js';
import { tagOf } from './ledger.js';
import { type Played, qmpSucceeded, returnCodeOf } from './played.js';
import { fabricManagerList, isPrimary, qmpList } from './requests.js';
import { eachRecord, type Finding } from './watch.js';

export const tagMismatchOnRelease: DivergenceKind = {
  code: 'tag-mismatch-on-release',
  title: 'A release names another tag than the capacity has',
  fires:
    'A release by QMP or a fabric manager names a tag, and the capacity was offered with another one or none; or a release event carries another tag than the extent list has. A null tag in the event has its own code. Or the guest says that it has no such extent.',
  explanation:
    'Hosts look for what is asked back by tag and address. Where the two do not belong together, the host finds nothing, or gives back something else.',
  causes: tagMismatchCauses,
  lookAt: ['the offer that is named, and its tag', 'the tag in the extent list of the host'],
  spec: [cxl31('8.2.9.2.1.6', 'Dynamic Capacity Event Record')],
  reports: [
    'Linux DCD series v10: "release DPA … matches no dc_extent" is what the driver prints when tag or address do not match',
    'Code reading of the tagged memory series, February 2026: an unknown tag is answered with success and no event at all',
  ],
  watch: [
    eachRecord(
      'warning',
      {
        qmp: [cxlReleaseDynamicCapacity.name],
        fabricManager: [initiateDynamicCapacityRelease.opcode],
        mailbox: [getEventRecords.opcode],
      },
      (played) =>
        played.event.kind === 'mailbox' && played.event.cci === 'primary'
          ? toldOtherwise(played)
          : askedOtherwise(played),
    ),
    eachRecord('warning', { kinds: ['log'] }, foundNothing),
  ],
};

/** A request whose tag is not the one of the offer. */
function askedOtherwise(played: Played): Finding | null {
  const { event, before, ledger } = played;
  const isDone = event.kind === 'qmp' ? qmpSucceeded(played) : returnCodeOf(played) === 0;
  if (!isDone) return null;
  const asked =
    event.kind === 'qmp'
      ? qmpList(before, event.arguments)
      : event.kind === 'mailbox'
        ? (fabricManagerList(event) ?? [])
        : [];
  for (const extent of asked) {
    const offer = ledger.touching('offer', extent);
    const given = offer === undefined ? null : tagOf(offer, extent);
    if (offer === undefined || extent.tag === null || sameTag(extent.tag, given)) continue;
    return {
      event,
      path: event.kind === 'qmp' ? 'arguments.tag' : 'request.extents',
      recorded: extent.tag,
      replayed: given,
      message: `${rangeText(extent)} is asked back with tag ${extent.tag}, and was offered in ${recordText(offer)} ${given === null ? 'without a tag' : `with tag ${given}`}`,
      origin: offer,
    };
  }
  return null;
}

/** A release event whose tag is not the one of the extent list. */
function toldOtherwise(played: Played): Finding | null {
  const { event, before } = played;
  if (!isPrimary(event, getEventRecords.opcode) || !readsDynamicCapacityLog(event)) return null;
  for (const [index, { type, extent }] of dcRecords(played).entries()) {
    const listed = before.dynamicCapacity.accepted.find((one) => overlaps(one, extent))?.tag ?? null;
    if (type === 'add-capacity' || extent.tag === null || listed === null || sameTag(extent.tag, listed)) continue;
    return {
      event,
      path: `response.records[${index}].extent.tag`,
      recorded: extent.tag,
      replayed: listed,
      message: `the ${type} event of ${rangeText(extent)} has tag ${extent.tag}, and the extent list has ${listed}`,
    };
  }
  return null;
}

const sameTag = (left: string, right: string | null): boolean => left.toLowerCase() === right?.toLowerCase();

/** The guest looked for what is asked back by address and tag. */
function foundNothing({ event }: Played): Finding | null {
  const fact = event.kind === 'log' ? event.facts : undefined;
  if (event.kind !== 'log' || fact?.kind !== 'release-unmatched') return null;
  return {
    event,
    path: 'text',
    recorded: event.text,
    message: `the guest has no extent ${rangeText(fact)} with tag ${fact.tag}`,
  };
}
