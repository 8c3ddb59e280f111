import { cxl31 } from '../base/spec.js';
import { overlaps, rangeText } from '../device/extents.js';
import { getDynamicCapacityExtentList } from '../mailbox/4801-get-dynamic-capacity-extent-list.js';
import { getDcRegionExtentLists } from '../mailbox/5603-get-dc-region-extent-lists.js';
import type { DivergenceKind } from './divergence.js';
import { extentListAnswer, isExtentList } from './extent-list-answer.js';
import { valuesOf } from './values.js';
import { eachRecord } from './watch.js';

export const extraExtents: DivergenceKind = {
  code: 'extra-extents',
  title: 'The extent list has extents that it should not have',
  fires: 'A recorded extent list is longer than the one of the engine, or two of its extents overlap.',
  explanation:
    'Each extent of the list is capacity that the host may use. One that was not accepted, or that is listed twice, is memory that the host uses without owning it, or counts twice.',
  causes: [
    'an acceptance before this record is missing from the trace',
    'the device keeps extents that were released, or lists what is only offered',
    'the device writes records to the wrong slot, so that old ones show again',
  ],
  lookAt: [
    'the last answer to an offer and the last release',
    'the extents that only the recording has',
    'the total beside the records',
  ],
  spec: [cxl31('8.2.9.9.9.2', 'Get Dynamic Capacity Extent List')],
  reports: [
    'QEMU commit 802671c37a, Fan Ni, November 2024: the slots after the first kept what they had before',
    'libcxlmi issue 18: a list that is read in several parts began again at the wrong index',
  ],
  mismatch: {
    claims: ({ path, recorded, replayed }, { event }) =>
      isExtentList(event) &&
      (path === 'responseLength' || path === 'response.extents.length') &&
      Number(recorded) > Number(replayed),
    message(mismatch) {
      const { recorded, replayed } = valuesOf(mismatch);
      return `the recorded list is longer: ${recorded}, replayed ${replayed}`;
    },
  },
  watch: eachRecord(
    'warning',
    { mailbox: [getDynamicCapacityExtentList.opcode], fabricManager: [getDcRegionExtentLists.opcode] },
    (played) => {
      const extents = extentListAnswer(played)?.extents ?? [];
      const byStart = extents.map((_, index) => index).sort((left, right) => (startOf(left) < startOf(right) ? -1 : 1));
      function startOf(index: number): bigint {
        return extents[index]?.startDpa ?? 0n;
      }
      for (let at = 1; at < byStart.length; at++) {
        const [left = 0, right = 0] = [byStart[at - 1], byStart[at]].sort((one = 0, other = 0) => one - other);
        const extent = extents[right];
        if (extent === undefined || !overlaps(extents[left] ?? extent, extent)) continue;
        return {
          event: played.event,
          path: `response.extents[${right}].startDpa`,
          recorded: extent.startDpa,
          replayed: extent.startDpa,
          message: `records ${left + 1} and ${right + 1} of the list overlap at ${rangeText(extent)}`,
        };
      }
      return null;
    },
  ),
};
