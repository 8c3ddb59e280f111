import { hexNumber } from '../base/hex.js';
import { isJsonObject } from '../base/json.js';
import { larger, smaller } from '../base/units.js';
import { type DpaRange, regionOf } from '../device/extents.js';
import type { PoisonedRange } from '../device/poison.js';
import { commandOf } from '../host/sending.js';
import { injectPoison } from '../mailbox/4301-inject-poison.js';
import { clearPoison } from '../mailbox/4302-clear-poison.js';
import { LINE_BYTES } from '../protocol/media-error.js';
import { cxlInjectPoison } from '../qmp/cxl-inject-poison.js';
import type { QmpEvent } from '../trace/events.js';
import type { Attempt, Explanation, UnrecordedCommand } from './explanation.js';
import { commandText } from './host-commands.js';
import { answeredOffers, answering } from './offers.js';

/** So many lines are cleared one by one at most. */
const LINES_MAX = 4096n;

/** A host can poison a line and clear one: what an operator may poison then shows it. Of offered capacity it must have it first. */
export const hostPoison: Explanation = {
  by: 'host',
  *attempts(scene) {
    const { device, event } = scene;
    const wanted = event.kind === 'qmp' ? poisonedBy(event) : null;
    if (wanted === null) return;
    const { start, length } = wanted;
    const inTheWay = device.poison.list.filter(
      (range) => range.startDpa < start + length && start < range.startDpa + range.lengthBytes,
    );
    const lines =
      inTheWay.length > 0
        ? inTheWay.flatMap((range) =>
            linesOf(larger(range.startDpa, start), smaller(range.startDpa + range.lengthBytes, start + length)),
          )
        : linesOf(start, start + length);
    const ways = inTheWay.length > 0 ? [lines.map(clearing)] : lines.map((line) => [poisoning(line)]);
    const offers = answeredOffers(scene, [{ startDpa: start, lengthBytes: length }]);
    for (const before of [[], ...[...offers].map(answering)])
      for (const commands of ways) yield { commands: [...before, ...commands] };
    const place = { startDpa: start, lengthBytes: length };
    if (regionOf(device.dynamicCapacity.regions, place) !== null) yield earlierOn(place, inTheWay);
  },
};

/** Of capacity that the host has no more, it may have poisoned or cleared a line while it had it. */
function earlierOn({ startDpa }: DpaRange, inTheWay: readonly PoisonedRange[]): Attempt {
  const poisoned: PoisonedRange = { startDpa, lengthBytes: LINE_BYTES, source: 'injected' };
  const { opcode } = inTheWay.length === 0 ? injectPoison : clearPoison;
  return {
    commands: [],
    says: `${commandText(opcode)} at ${hexNumber(startDpa)}, while the host had the capacity`,
    settle: (device) => {
      const others = device.poison.list.filter((range) => !inTheWay.includes(range));
      const list = inTheWay.length === 0 ? [poisoned, ...others] : others;
      return { ...device, poison: { ...device.poison, list } };
    },
  };
}

function poisonedBy(event: QmpEvent): { readonly start: bigint; readonly length: bigint } | null {
  if (event.execute !== cxlInjectPoison.name || !isJsonObject(event.arguments)) return null;
  const checked = cxlInjectPoison.check(event.arguments);
  return 'error' in checked ? null : checked.arguments;
}

function linesOf(start: bigint, end: bigint): readonly bigint[] {
  const count = (end - start) / LINE_BYTES;
  return count > LINES_MAX
    ? []
    : Array.from({ length: Number(count) }, (_, index) => start + BigInt(index) * LINE_BYTES);
}

const poisoning = (dpa: bigint): UnrecordedCommand => ({
  by: 'host',
  ...commandOf(injectPoison, { dpa }),
  says: `${commandText(injectPoison.opcode)} of ${hexNumber(dpa)}`,
});

const clearing = (dpa: bigint): UnrecordedCommand => ({
  by: 'host',
  ...commandOf(clearPoison, { dpa, data: new Uint8Array(Number(LINE_BYTES)) }),
  says: `${commandText(clearPoison.opcode)} of ${hexNumber(dpa)}`,
});
