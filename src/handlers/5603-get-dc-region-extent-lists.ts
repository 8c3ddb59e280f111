import { withListTold } from '../device/accepted.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getDcRegionExtentLists } from '../mailbox/5603-get-dc-region-extent-lists.js';

export const getDcRegionExtentListsHandler = defineHandler(getDcRegionExtentLists, {
  concerns: ['extents'],
  needsDynamicCapacity: true,
  handle(state, { hostId, extentCount, startingIndex }, { profile }) {
    if (hostId !== 0) return refuse(state, 'INVALID_INPUT', 'the device has one host, number 0');
    const { accepted, generationNumber } = state.dynamicCapacity;
    if (startingIndex > accepted.length)
      return refuse(state, 'INVALID_INPUT', `the list has ${accepted.length} extents`);
    const length = Math.min(extentCount, profile.constants.extentsPerAnswerMax);
    return succeed(state, {
      hostId: 0,
      startingIndex,
      totalExtents: accepted.length,
      generationNumber,
      extents: accepted.slice(startingIndex, startingIndex + length),
    });
  },
  follow: (state, { startingIndex }, { response }) => withListTold(state, startingIndex, response),
});
