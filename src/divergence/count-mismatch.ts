import { cxl31 } from '../base/spec.js';
import { getDynamicCapacityConfiguration } from '../mailbox/4800-get-dynamic-capacity-configuration.js';
import { getDynamicCapacityExtentList } from '../mailbox/4801-get-dynamic-capacity-extent-list.js';
import { getDcRegionExtentLists } from '../mailbox/5603-get-dc-region-extent-lists.js';
import { countCauses } from './causes-count.js';
import type { DivergenceKind } from './divergence.js';
import { extentListAnswer, isExtentList, lastLengthBytes } from './extent-list-answer.js';
import { guestAnswerRefused } from './guest-answer.js';
import { type Played, responseOf, returnCodeOf } from './played.js';
import { refusalMismatch, refusals } from './refusal.js';
import { valuesOf } from './values.js';
import { type Finding, NOTHING, type Watch } from './watch.js';

const COUNT_FIELD = /\.(totalExtents|extentsAvailable|tagsAvailable|availableExtents|availableTags|supportedExtents)$/;

/** Counts of an answer that do not agree with each other: each way once in a trace, since a device does it all the time. */
const disagreeing: Watch = {
  severity: 'warning',
  wants: {
    mailbox: [getDynamicCapacityExtentList.opcode, getDynamicCapacityConfiguration.opcode],
    fabricManager: [getDcRegionExtentLists.opcode],
  },
  start() {
    const told = new Set<string>();
    return {
      see(played) {
        const found = phantoms(played) ?? missing(played) ?? wrapped(played);
        if (found === null || told.has(found.path as string)) return NOTHING;
        told.add(found.path as string);
        return [found];
      },
    };
  },
};

export const countMismatch: DivergenceKind = {
  code: 'count-mismatch',
  title: 'Counts do not agree',
  fires:
    'A count field differs from the engine, or an answer contradicts itself: it returns more extents than there are in total, or fewer than it says; more extents are available than are supported; a legal answer is refused for want of room since offered extents count as well.',
  explanation:
    'Hosts page through lists by the counts. A count that includes what is only offered makes them read records of zeros, and a limit that counts extents twice refuses what there is room for.',
  causes: countCauses,
  lookAt: [
    'whether something is offered and not answered at this record',
    'the same list read by the fabric manager: it uses another counter',
    'the total beside the number of records that follow',
  ],
  spec: [
    cxl31('8.2.9.9.9.1', 'Get Dynamic Capacity Configuration'),
    cxl31('8.2.9.9.9.2', 'Get Dynamic Capacity Extent List'),
  ],
  reports: [
    'QEMU commit fe63feb7e8, Fan Ni, 14 July 2025: offered extents count against what is available; as a side effect they show in the extent list as records of zeros',
    'Code reading of QEMU 10.2.2: the limit check adds the entries of an answer to a number that has them already',
    'Review of the fabric manager series by Jonathan Cameron, 24 April 2025: the number of available extents was not filled in',
  ],
  mismatch: {
    claims: (mismatch, played) =>
      COUNT_FIELD.test(mismatch.path) ||
      (/^(responseLength|response\.extents\.length)$/.test(mismatch.path) && hasPhantoms(played)) ||
      refusalMismatch('count-mismatch').claims(mismatch, played),
    message(mismatch, played) {
      if (mismatch.path === 'returnCode') return refusalMismatch('count-mismatch').message(mismatch, played);
      const { recorded, replayed } = valuesOf(mismatch);
      return `${mismatch.path}: recorded ${recorded}, replayed ${replayed}`;
    },
  },
  watch: [refusals('count-mismatch'), disagreeing, guestAnswerRefused('count-mismatch')],
};

/** Whether one of the two lists has records of zeros at its end. */
function hasPhantoms(played: Played): boolean {
  if (!isExtentList(played.event)) return false;
  const { output } = played;
  const replayed = output?.kind === 'mailbox' ? output.response : null;
  const layout = getDynamicCapacityExtentList.response;
  const last = replayed === null ? null : (layout.decode(replayed)?.extents.at(-1)?.lengthBytes ?? null);
  return lastLengthBytes(played) === 0n || last === 0n;
}

function phantoms(played: Played): Finding | null {
  const answer = extentListAnswer(played);
  if (answer === null || answer.extents.length <= Math.max(0, answer.totalExtents - answer.startingIndex)) return null;
  const { pending } = played.before.dynamicCapacity;
  const waiting = pending.flat().length;
  const offered = waiting > 0 ? `; ${countText(waiting)} offered and not answered` : '';
  return {
    event: played.event,
    path: 'response.returnedExtents',
    recorded: answer.extents.length,
    replayed: answer.extents.length,
    message: `${countText(answer.extents.length, 'extent')} returned from index ${answer.startingIndex} on, and there are ${answer.totalExtents} in total${offered}`,
  };
}

/** `1 extent is`, `2 extents are`. */
const countText = (count: number, noun = ''): string =>
  `${count}${noun === '' ? '' : ` ${noun}${count === 1 ? '' : 's'}`} ${count === 1 ? 'is' : 'are'}`;

/** A record of zeros among those that the total promises. */
function missing(played: Played): Finding | null {
  const answer = extentListAnswer(played);
  const index = answer?.extents.findIndex(({ lengthBytes }) => lengthBytes === 0n) ?? -1;
  if (answer === null || index < 0) return null;
  return {
    event: played.event,
    path: `response.extents[${index}].lengthBytes`,
    recorded: 0,
    replayed: 0,
    message: `record ${index + 1} of ${answer.extents.length} is empty, and the list says that it has ${answer.totalExtents}`,
  };
}

function wrapped(played: Played): Finding | null {
  const { event } = played;
  if (event.kind !== 'mailbox' || event.opcode !== getDynamicCapacityConfiguration.opcode) return null;
  const response = returnCodeOf(played) === 0 ? responseOf(played) : null;
  const answer = response === null ? null : getDynamicCapacityConfiguration.response.decode(response);
  if (answer === null || answer.availableExtents <= answer.supportedExtents) return null;
  return {
    event,
    path: 'response.availableExtents',
    recorded: answer.availableExtents,
    replayed: answer.availableExtents,
    message: `${answer.availableExtents} extents are available of ${answer.supportedExtents} that are supported`,
  };
}
