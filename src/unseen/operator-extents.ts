import { isJsonObject, type JsonValue } from '../base/json.js';
import { type DpaRange, overlaps } from '../device/extents.js';
import type { DeviceState } from '../device/state.js';
import { cxlAddDynamicCapacity } from '../qmp/cxl-add-dynamic-capacity.js';
import { cxlReleaseDynamicCapacity } from '../qmp/cxl-release-dynamic-capacity.js';
import type { QmpEvent, TraceEvent } from '../trace/events.js';
import { rangesText, stretchOf } from './ranges.js';
import { alsoAccepted, withAlso } from './released-extents.js';
import { withExtents, withPending } from './stand-ins.js';
import { isTaken, refusalWords, type Scene, type Teller } from './teller.js';
import { isPartlyKnown, type Part, unknownOf } from './unseen.js';

/** What an operator could offer or ask back tells what was accepted. */
export const operatorAccepted: Teller = {
  part: 'extents',
  dependsOn: (scene) => isDecidedBy('extents', scene),
  tell(scene) {
    const asked = askedFor(scene);
    if (asked === null) return null;
    const { event, ranges } = asked;
    if (event.execute === cxlReleaseDynamicCapacity.name) return isTaken(event) ? alsoAccepted(scene, ranges) : null;
    if (isTaken(event)) return withoutAccepted(scene, ranges);
    if (refusalWords(event) !== 'cannot add DPA already accessible to the same LD') return null;
    const there = ranges.find((range) => !isPartlyKnown(scene.unseen, 'extents', stretchOf(range)));
    if (there === undefined) return null;
    return { device: withAlso(scene.device, [there]), value: `accepted: some of ${rangesText([asExtent(there)])}` };
  },
  learns: ({ event, device }) => offeredBy(device, event).map(stretchOf),
};

/** What an operator could offer or ask back tells what was pending. */
export const operatorPending: Teller = {
  part: 'pending',
  dependsOn: (scene) => isDecidedBy('pending', scene),
  tell(scene) {
    const asked = askedFor(scene);
    if (asked === null) return null;
    const { event, ranges } = asked;
    if (isTaken(event)) return withoutPending(scene, ranges);
    if (!/pending/.test(refusalWords(event) ?? '')) return null;
    const there = ranges.find((range) => !isPartlyKnown(scene.unseen, 'pending', stretchOf(range)));
    if (there === undefined) return null;
    const { pending } = scene.device.dynamicCapacity;
    const group = [asExtent(there)];
    return {
      device: withPending(scene.device, [group, ...pending]),
      value: `offered: some of ${rangesText(group)}`,
    };
  },
  learns: ({ event, device }) => offeredBy(device, event).map(stretchOf),
};

const isOperators = (event: TraceEvent): event is QmpEvent =>
  event.kind === 'qmp' &&
  (event.execute === cxlAddDynamicCapacity.name || event.execute === cxlReleaseDynamicCapacity.name);

/** The words of refusals that what was accepted or pending decides. */
const DECIDED_BY_STATE = /^cannot (add|release)/;

/** Whether what was accepted or pending decides between both answers, and is not known of all that was asked for. */
function isDecidedBy(part: Part, { device, event, mismatches, unseen }: Scene): boolean {
  if (!isOperators(event)) return false;
  const ranges = rangesOf(device, event);
  const isKnown = (range: DpaRange) => unknownOf(unseen, part, stretchOf(range)).length === 0;
  if (ranges.length > 0 && ranges.every(isKnown)) return false;
  const isDecided = (words: JsonValue) => words === null || DECIDED_BY_STATE.test(wordsOf(words));
  return mismatches.every(({ recorded, replayed }) => isDecided(recorded) && isDecided(replayed));
}

const wordsOf = (error: JsonValue): string => String(isJsonObject(error) ? error['desc'] : error);

const asExtent = (range: DpaRange) => ({ ...range, tag: null, sharedSequence: 0 });

/** The addresses that an operator's request is about, in the device's own. */
function askedFor({ event, device }: Scene): { event: QmpEvent; ranges: readonly DpaRange[] } | null {
  const ranges = rangesOf(device, event);
  return ranges.length === 0 || !isOperators(event) ? null : { event, ranges };
}

function rangesOf(device: DeviceState, event: TraceEvent): readonly DpaRange[] {
  if (!isOperators(event) || event.areArgumentsUnknown === true) return [];
  const command = event.execute === cxlAddDynamicCapacity.name ? cxlAddDynamicCapacity : cxlReleaseDynamicCapacity;
  const checked = command.check(event.arguments);
  if ('error' in checked) return [];
  const base = device.dynamicCapacity.regions[checked.arguments.region]?.baseDpa;
  if (base === undefined) return [];
  return checked.arguments.extents.map(({ offset, len }) => ({ startDpa: base + offset, lengthBytes: len }));
}

/** The addresses that the record offers: they are pending from then on, and were not accepted. */
const offeredBy = (device: DeviceState, event: TraceEvent): readonly DpaRange[] =>
  event.kind === 'qmp' && event.execute === cxlAddDynamicCapacity.name && isTaken(event) ? rangesOf(device, event) : [];

/** Where nothing shows which of several extents were accepted, some that were taken to be were not. */
function withoutAccepted({ device, unseen }: Scene, ranges: readonly DpaRange[]) {
  const { accepted } = device.dynamicCapacity;
  const isGuess = (extent: DpaRange) =>
    ranges.some((range) => overlaps(range, extent)) && !isPartlyKnown(unseen, 'extents', stretchOf(extent));
  const left = accepted.filter((extent) => !isGuess(extent));
  return left.length === accepted.length
    ? null
    : { device: withExtents(device, left), value: `accepted: ${rangesText(left)}` };
}

function withoutPending({ device, unseen }: Scene, ranges: readonly DpaRange[]) {
  const { pending } = device.dynamicCapacity;
  const isGuess = (extent: DpaRange) =>
    ranges.some((range) => overlaps(range, extent)) && !isPartlyKnown(unseen, 'pending', stretchOf(extent));
  const left = pending.filter((group) => !group.some(isGuess));
  return left.length === pending.length
    ? null
    : { device: withPending(device, left), value: `offered: ${rangesText(left.flat())}` };
}
