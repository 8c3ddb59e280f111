import { cxl31 } from '../base/spec.js';
import { overlaps } from '../device/extents.js';
import { initiateDynamicCapacityAdd } from '../mailbox/5604-initiate-dynamic-capacity-add.js';
import { cxlAddDynamicCapacity } from '../qmp/cxl-add-dynamic-capacity.js';
import { recordText } from '../trace/record-place.js';
import type { DivergenceKind } from './divergence.js';
import { refusedByGuest } from './guest-refusal.js';
import type { Exchange } from './ledger.js';
import { type Played, qmpSucceeded, returnCodeOf } from './played.js';
import { fabricManagerList, qmpTag } from './requests.js';
import { NOTHING, type Watch } from './watch.js';

export const tagReuse: DivergenceKind = {
  code: 'tag-reuse',
  title: 'A tag comes back in a later offer',
  fires:
    'An offer has a tag that an earlier one has, which waits for its answer or has been accepted and not wholly released, once for each tag; or the guest says that it drops such an allocation.',
  explanation:
    'The tag names one allocation, and all of its extents come in one More chain. A host that has seen the end of the chain takes the allocation as complete: what comes later with the same tag is refused, or added to memory that is in use.',
  causes: [
    'an allocation that is to grow: there is no way to add to a tag',
    'one request per extent where one request with several extents was meant',
    'a script that uses one tag for everything',
  ],
  lookAt: ['the earlier offer that is named', 'whether its capacity was released before'],
  spec: [cxl31('9.13.3.3', 'Dynamic Capacity')],
  reports: [
    'John Groves, "Enable and validate multi-extent DCDs", 23 April 2026: the allocation is the tag, the chain is what delivers it, and a tag must not come back in a later chain',
    'Anisa Su on the tagged memory series, 30 March 2026: the host can only add and release tagged capacity as a whole',
  ],
  watch: [offered(), refusedByGuest('tag-reuse')],
};

/** An offer by the operator with a tag that is in use. */
function offered(): Watch {
  return {
    severity: 'warning',
    wants: { qmp: [cxlAddDynamicCapacity.name], fabricManager: [initiateDynamicCapacityAdd.opcode] },
    start() {
      const told = new Set<string>();
      return {
        see(played) {
          const tag = tagsOf(played).find((one) => !told.has(one) && earlierOf(played, one) !== undefined);
          const earlier = tag === undefined ? undefined : earlierOf(played, tag);
          if (tag === undefined || earlier === undefined) return NOTHING;
          told.add(tag);
          const { event } = played;
          const state = earlier.answered === null ? 'waits for an answer' : 'the host still has';
          return [
            {
              event,
              path: event.kind === 'qmp' ? 'arguments.tag' : 'request.extents',
              recorded: tag,
              replayed: tag,
              message: `tag ${tag} was given in ${recordText(earlier)} to capacity that ${state}`,
              origin: earlier,
            },
          ];
        },
      };
    },
  };
}

function tagsOf(played: Played): readonly string[] {
  const { event } = played;
  if (event.kind === 'qmp') return qmpSucceeded(played) ? [qmpTag(event.arguments)].filter((tag) => tag !== null) : [];
  if (event.kind !== 'mailbox' || returnCodeOf(played) !== 0) return [];
  return (fabricManagerList(event) ?? []).map(({ tag }) => tag).filter((tag) => tag !== null);
}

/** The offer that has the tag already. */
const earlierOf = (played: Played, tag: string): Exchange | undefined =>
  played.ledger.exchanges.find((one) => isAlive(one, played) && one.extents.some((extent) => extent.tag === tag));

/** Whether an offer waits, or some of what was accepted of it is still accepted. */
function isAlive({ kind, group, answered, extents }: Exchange, { before }: Played): boolean {
  if (kind !== 'offer') return false;
  const { pending, accepted } = before.dynamicCapacity;
  if (answered === null) return group !== null && pending.includes(group);
  return extents.some((extent) => accepted.some((one) => overlaps(one, extent)));
}
