import { cxl31 } from '../base/spec.js';
import type { Extent } from '../device/state.js';
import { getDynamicCapacityExtentList } from '../mailbox/4801-get-dynamic-capacity-extent-list.js';
import { placeOf, type RecordPlace, recordText } from '../trace/record-place.js';
import { generationCauses } from './causes-count.js';
import type { DivergenceKind } from './divergence.js';
import { extentListAnswer } from './extent-list-answer.js';
import { NOTHING, type Watcher } from './watch.js';

export const generationStuck: DivergenceKind = {
  code: 'generation-stuck',
  title: 'The extent list changed and its generation number did not',
  fires:
    'Two extent lists carry the same generation number, and extents were accepted or released between them. Once in a trace.',
  explanation:
    'A host that reads the list in several parts compares the generation numbers of the parts to notice a change between them. One that never moves lets it put parts of two different lists together.',
  causes: generationCauses,
  lookAt: ['whether the host reads the list in parts at all', 'the change between the two lists'],
  spec: [cxl31('8.2.9.9.9.2', 'Get Dynamic Capacity Extent List')],
  reports: ['Code reading of QEMU 10.2.2: the generation number is never changed'],
  mismatch: {
    claims: ({ path }) => path.endsWith('.generationNumber'),
    message: ({ recorded, replayed }) => `the generation number is recorded ${recorded}, replayed ${replayed}`,
  },
  watch: { severity: 'warning', wants: { mailbox: [getDynamicCapacityExtentList.opcode] }, start: watcher },
};

function watcher(): Watcher {
  let last: { readonly generation: number; readonly accepted: readonly Extent[]; readonly place: RecordPlace } | null =
    null;
  let isTold = false;
  return {
    see(played) {
      const { event, before, verdict } = played;
      const answer = isTold || verdict === 'differs' ? null : extentListAnswer(played);
      if (answer === null) return NOTHING;
      const { accepted } = before.dynamicCapacity;
      const earlier = last;
      last = { generation: answer.generationNumber, accepted, place: placeOf(event) };
      if (earlier === null || earlier.accepted === accepted || earlier.generation !== answer.generationNumber)
        return NOTHING;
      isTold = true;
      const value = answer.generationNumber;
      const message = `the list has changed since ${recordText(earlier.place)}, and its generation number is still ${value}`;
      return [
        { event, path: 'response.generationNumber', recorded: value, replayed: value, message, origin: earlier.place },
      ];
    },
  };
}
