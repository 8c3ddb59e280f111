import { withListTold } from '../device/accepted.js';
import { extentsInUse } from '../device/extent-budget.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import type { Extent } from '../device/state.js';
import { getDynamicCapacityExtentList } from '../mailbox/4801-get-dynamic-capacity-extent-list.js';

/** What the device returns for a record that it counts and does not have. */
const PHANTOM: Extent = { startDpa: 0n, lengthBytes: 0n, tag: null, sharedSequence: 0 };

export const getDynamicCapacityExtentListHandler = defineHandler(getDynamicCapacityExtentList, {
  concerns: ['extents'],
  needsDynamicCapacity: true,
  handle(state, { extentCount, startingIndex }, { profile }) {
    const { accepted, generationNumber } = state.dynamicCapacity;
    if (startingIndex > accepted.length) return refuse(state, 'INVALID_INPUT');
    const { behaviours, constants } = profile;
    const countsPending = behaviours.extentBudget === 'accepted-and-pending';
    const counted = (countsPending ? extentsInUse(profile, state) : accepted.length) - startingIndex;
    const length = Math.min(extentCount, counted, constants.extentsPerAnswerMax);
    const extents = Array.from({ length }, (_, index) => accepted[startingIndex + index] ?? PHANTOM);
    const isOverwritten = behaviours.extentListOrder === 'all-in-first';
    return succeed(state, {
      totalExtents: accepted.length,
      generationNumber,
      extents: isOverwritten
        ? extents.map((_, index) => (index === 0 ? extents.at(-1) : undefined) ?? PHANTOM)
        : extents,
    });
  },
  follow: (state, { startingIndex }, { response }) => withListTold(state, startingIndex, response),
});
