import { cxl31 } from '../base/spec.js';
import { overlaps, rangeText } from '../device/extents.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { recordText } from '../trace/record-place.js';
import type { DivergenceKind } from './divergence.js';
import { isExtentList, listedExtents } from './extent-list-answer.js';
import { type Played, returnCodeOf } from './played.js';
import { valuesOf } from './values.js';
import { eachRecord } from './watch.js';

export const partialCommit: DivergenceKind = {
  code: 'partial-commit',
  title: 'A refused answer was carried out in part',
  fires:
    'The device refuses an answer to an offer and has accepted some of its extents; or a recorded extent list has extents of an answer that was refused.',
  explanation:
    'The device commits entry by entry and returns at the first that fails, without taking the earlier ones back. The host believes that it has nothing; the device counts and maps what came before, and the offer stays in the queue. A retry is refused, since its first entries overlap what is accepted.',
  causes: [
    'a loop that checks and commits at once, where all entries should be checked first',
    'an entry whose backend cannot be mapped, after others that could',
  ],
  lookAt: [
    'the extent list after the refused answer',
    'the number of available extents',
    'the log of the device: it names the entry that failed',
  ],
  spec: [cxl31('8.2.9.9.9.3', 'Add Dynamic Capacity Response')],
  reports: [
    'Tagged memory series for QEMU, code reading of February and March 2026: an early return inside the loop that accepts leaves earlier entries mapped and counted',
  ],
  mismatch: {
    claims: ({ path }, played) =>
      (path === 'responseLength' || path.startsWith('response.')) && committed(played) !== null,
    message(mismatch, played) {
      const { recorded, replayed } = valuesOf(mismatch);
      return `${committed(played) ?? ''} (${mismatch.path}: recorded ${recorded}, replayed ${replayed})`;
    },
    origin: (_mismatch, { ledger }) => ledger.refused ?? undefined,
  },
  watch: eachRecord('error', { mailbox: [addDynamicCapacityResponse.opcode] }, (played) => {
    const { event, before, after } = played;
    const more = after.dynamicCapacity.accepted.length - before.dynamicCapacity.accepted.length;
    const code = returnCodeOf(played);
    if (code === null || code === 0 || more <= 0) return null;
    return {
      event,
      path: 'returnCode',
      followsFrom: null,
      recorded: code,
      replayed: code,
      message: `the answer is refused, and ${more} of its extents ${more === 1 ? 'is' : 'are'} accepted all the same`,
    };
  }),
};

/** What the recorded list has of the last refused answer and the engine has not. */
function committed(played: Played): string | null {
  const { refused } = played.ledger;
  if (refused === null || !isExtentList(played.event)) return null;
  const { accepted } = played.before.dynamicCapacity;
  const taken = listedExtents(played).find(
    (one) =>
      refused.extents.some((extent) => overlaps(extent, one)) && !accepted.some((extent) => overlaps(extent, one)),
  );
  return taken === undefined
    ? null
    : `${rangeText(taken)} is listed, of the answer that was refused in ${recordText(refused)}`;
}
