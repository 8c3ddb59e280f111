import { type DpaRange, overlaps } from '../device/extents.js';
import type { DeviceState, Extent } from '../device/state.js';
import type { MailboxEvent, QmpEvent } from '../trace/events.js';
import { everyExtent, namedRanges, taggedRanges } from './asked.js';
import type { Attempt, Explanation, Scene, UnrecordedCommand } from './explanation.js';
import { accepting, releasing } from './host-commands.js';
import { outside, within } from './pieces.js';

/** What a host does about capacity is for no operator to see: QMP shows only that it must have been done. */
export const hostCapacity: Explanation = {
  by: 'host',
  *attempts(scene) {
    const { device, event } = scene;
    // What the host itself sends is recorded where any of it is.
    if (event.kind !== 'qmp' && !(event.kind === 'mailbox' && event.cci === 'fm')) return;
    for (const ranges of concerned(device, event)) yield* about(scene, ranges);
  },
};

/** What a request may depend on, the narrowest first: the extents that it names, those with its tag, all. */
function concerned(device: DeviceState, event: QmpEvent | MailboxEvent): readonly (readonly DpaRange[])[] {
  const ranges = [namedRanges(device, event), taggedRanges(device, event), everyExtent(device)];
  return ranges.filter((one) => one !== null).filter((one) => one.length > 0);
}

function* about(scene: Scene, ranges: readonly DpaRange[]): Generator<Attempt> {
  const releases = releasesOf(scene.device.dynamicCapacity.accepted, ranges);
  for (const commands of releases) yield { commands };
  for (const groups of answeredGroups(scene, ranges)) {
    const offered = groups.flat();
    const all = groups.map(accepting);
    // What is accepted can still be given back: the answer that takes most leaves most open.
    yield { commands: all };
    yield { commands: groups.map((group) => accepting(outside(group, ranges))) };
    for (const commands of releasesOf(offered, ranges)) yield { commands: [...all, ...commands] };
    for (const commands of releases) yield { commands: [...commands, ...all] };
    yield { commands: groups.map((group) => accepting(within(group, ranges))) };
    yield { commands: groups.map(() => accepting([])) };
  }
}

/** Offers that the host must have answered for the ranges to be pending no more: those before them too, where order counts. */
function* answeredGroups({ device, profile }: Scene, ranges: readonly DpaRange[]): Generator<readonly Extent[][]> {
  const { pending } = device.dynamicCapacity;
  const touched = pending.filter((group) => group.some((extent) => ranges.some((range) => overlaps(extent, range))));
  const isOrdered = profile.behaviours.pendingLookup === 'first-group';
  for (const [index, last] of touched.entries()) {
    const groups = isOrdered ? pending.slice(0, pending.indexOf(last) + 1) : touched.slice(0, index + 1);
    yield groups.map((group) => [...group]);
  }
}

/** Ways of giving the ranges back as far as the host had them: one of them, then all. */
function releasesOf(held: readonly DpaRange[], ranges: readonly DpaRange[]): readonly (readonly UnrecordedCommand[])[] {
  const pieces = within(held, ranges);
  if (pieces.length === 0) return [];
  return [...pieces.map((piece) => [releasing([piece])]), [releasing(pieces)]];
}
