import { isJsonObject, type JsonValue } from '../base/json.js';
import { type DpaRange, overlaps } from '../device/extents.js';
import type { DeviceState } from '../device/state.js';
import { cxlAddDynamicCapacity } from '../qmp/cxl-add-dynamic-capacity.js';
import { cxlReleaseDynamicCapacity } from '../qmp/cxl-release-dynamic-capacity.js';
import type { QmpEvent, TraceEvent } from '../trace/events.js';
import { rangesText, stretchOf } from './ranges.js';
import { alsoAccepted, withAlso } from './released-extents.js';
import { withExtents, withoutStandIns, withPending } from './stand-ins.js';
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
    if (event.execute === cxlReleaseDynamicCapacity.name) return alsoAccepted(scene, passed(event, ranges));
    if (hasPassed(event)) return withoutAccepted(scene, ranges);
    if (refusalWords(event) !== 'cannot add DPA already accessible to the same LD') return null;
    const there = unknownPart(scene, 'extents', ranges);
    if (there === undefined) return null;
    return { device: withAlso(scene.device, [there]), value: `accepted: some of ${rangesText([asExtent(there)])}` };
  },
  wants: { qmp: [cxlAddDynamicCapacity] },
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
    if (hasPassed(event)) return withoutPending(scene, ranges);
    if (!/pending/.test(refusalWords(event) ?? '')) return null;
    const there = unknownPart(scene, 'pending', ranges);
    if (there === undefined) return null;
    const { pending } = scene.device.dynamicCapacity;
    const group = [asExtent(there)];
    return {
      // One of those that were counted.
      device: withPending(scene.device, [group, ...withoutStandIns(pending, 1)]),
      value: `offered: some of ${rangesText(group)}`,
    };
  },
  wants: { qmp: [cxlAddDynamicCapacity] },
  learns: ({ event, device }) => offeredBy(device, event).map(stretchOf),
};

/** The first of the addresses of which nothing is known: there is what a refusal speaks of. */
function unknownPart({ unseen }: Scene, part: Part, ranges: readonly DpaRange[]): DpaRange | undefined {
  const [first] = ranges.flatMap((range) => unknownOf(unseen, part, stretchOf(range)));
  return first === undefined ? undefined : { startDpa: first.start, lengthBytes: first.end - first.start };
}

const isOperators = (event: TraceEvent): event is QmpEvent =>
  event.kind === 'qmp' &&
  (event.execute === cxlAddDynamicCapacity.name || event.execute === cxlReleaseDynamicCapacity.name);

/** The words of refusals that what was accepted or pending decides, and of those that come after. */
const DECIDED_BY_STATE = /^cannot (add|release)/;
const DECIDED_LATER = /^(Only single extent|dynamic capacity must have|Host memory backend size)/;
const DUPLICATE = /^duplicate or overlapped/;

/** Whether a request was not refused for what was accepted or pending. */
const hasPassed = (event: QmpEvent): boolean => isTaken(event) || DECIDED_LATER.test(refusalWords(event) ?? '');

/** The ranges that had passed when a request was refused, or not: those before the one that repeats an earlier one. */
function passed(event: QmpEvent, ranges: readonly DpaRange[]): readonly DpaRange[] {
  if (hasPassed(event)) return ranges;
  if (!DUPLICATE.test(refusalWords(event) ?? '')) return [];
  const repeated = ranges.findIndex((range, at) => ranges.slice(0, at).some((earlier) => overlaps(earlier, range)));
  return ranges.slice(0, Math.max(0, repeated));
}

/** Whether what was accepted or pending decides between both answers, and is not known of all that was asked for. */
function isDecidedBy(part: Part, { device, event, mismatches, unseen }: Scene): boolean {
  if (!isOperators(event)) return false;
  const ranges = rangesOf(device, event);
  const isKnown = (range: DpaRange) => unknownOf(unseen, part, stretchOf(range)).length === 0;
  if (ranges.length > 0 && ranges.every(isKnown)) return false;
  const words = ({ recorded, replayed }: Scene['mismatches'][number]) => [wordsOf(recorded), wordsOf(replayed)];
  return mismatches.every(
    (mismatch) =>
      words(mismatch).some((one) => DECIDED_BY_STATE.test(one)) &&
      words(mismatch).every((one) => one === '' || COMPARABLE.some((pattern) => pattern.test(one))),
  );
}

const COMPARABLE = [DECIDED_BY_STATE, DECIDED_LATER, DUPLICATE];

/** The words of a refusal, nothing where there was none. */
const wordsOf = (error: JsonValue): string => String(isJsonObject(error) ? error['desc'] : (error ?? ''));

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
export const offeredBy = (device: DeviceState, event: TraceEvent): readonly DpaRange[] =>
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
