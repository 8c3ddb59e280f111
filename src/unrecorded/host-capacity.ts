import type { DpaRange } from '../device/extents.js';
import type { DeviceState } from '../device/state.js';
import type { MailboxEvent, QmpEvent } from '../trace/events.js';
import { everyExtent, namedRanges, taggedRanges } from './asked.js';
import type { Attempt, Explanation, Scene, UnrecordedCommand } from './explanation.js';
import { releasing } from './host-commands.js';
import { answeredOffers, answering, type Offers } from './offers.js';
import { outside, within } from './pieces.js';

/** What a host does about capacity is for no operator to see: QMP shows only that it must have been done. */
export const hostCapacity: Explanation = {
  by: 'host',
  *attempts(scene) {
    const { device, event } = scene;
    // What the host itself sends is recorded where any of it is.
    if (event.kind !== 'qmp' && !(event.kind === 'mailbox' && event.cci === 'fm')) return;
    for (const ranges of concerned(device, event)) {
      const others = outside(ranges, scene.spared);
      if (scene.spared.length > 0 && others.length > 0) yield* about(scene, others);
      yield* about(scene, ranges);
    }
  },
};

/** What a request may depend on, the narrowest first: the extents that it names, those with its tag, all. */
function concerned(device: DeviceState, event: QmpEvent | MailboxEvent): readonly (readonly DpaRange[])[] {
  const ranges = [namedRanges(device, event), taggedRanges(device, event), everyExtent(device)];
  return ranges.filter((one) => one !== null).filter((one) => one.length > 0);
}

function* about(scene: Scene, ranges: readonly DpaRange[]): Generator<Attempt> {
  const { accepted } = scene.device.dynamicCapacity;
  for (const commands of releasesOf(accepted, ranges)) yield { commands };
  for (const groups of answeredOffers(scene, ranges)) {
    const ways = answersTo(groups, ranges);
    for (const answers of ways) yield { commands: answering(answers) };
    for (const answers of ways)
      for (const releases of releasesOf([...accepted, ...answers.flat()], ranges))
        yield { commands: [...answering(answers), ...releases] };
  }
}

/** What the host may have taken of the offers. What is accepted can still be given back: the answer that takes most comes first. */
const answersTo = (groups: Offers, ranges: readonly DpaRange[]): readonly Offers[] => [
  groups,
  groups.map((group) => outside(group, ranges)),
  groups.map((group) => within(group, ranges)),
  groups.map(() => []),
];

/** Ways of giving the ranges back as far as the host had them: one of them, then all. */
function releasesOf(held: readonly DpaRange[], ranges: readonly DpaRange[]): readonly (readonly UnrecordedCommand[])[] {
  const pieces = within(held, ranges);
  if (pieces.length === 0) return [];
  return [...pieces.map((piece) => [releasing([piece])]), [releasing(pieces)]];
}
