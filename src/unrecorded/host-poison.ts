import { hexNumber } from '../base/hex.js';
import { isJsonObject } from '../base/json.js';
import { larger, smaller } from '../base/units.js';
import { commandOf } from '../host/sending.js';
import { injectPoison } from '../mailbox/4301-inject-poison.js';
import { clearPoison } from '../mailbox/4302-clear-poison.js';
import { LINE_BYTES } from '../protocol/media-error.js';
import { cxlInjectPoison } from '../qmp/cxl-inject-poison.js';
import type { QmpEvent } from '../trace/events.js';
import type { Explanation, UnrecordedCommand } from './explanation.js';
import { commandText } from './host-commands.js';

/** So many lines are cleared one by one at most. */
const LINES_MAX = 4096n;

/** A host can poison a line and clear one: what an operator may poison then shows it. */
export const hostPoison: Explanation = {
  by: 'host',
  *attempts({ device, event }) {
    const wanted = event.kind === 'qmp' ? poisonedBy(event) : null;
    if (wanted === null) return;
    const { start, length } = wanted;
    const inTheWay = device.poison.list.filter(
      (range) => range.startDpa < start + length && start < range.startDpa + range.lengthBytes,
    );
    if (inTheWay.length === 0) yield { commands: [poisoning(start)] };
    else {
      const lines = inTheWay.flatMap((range) =>
        linesOf(larger(range.startDpa, start), smaller(range.startDpa + range.lengthBytes, start + length)),
      );
      yield { commands: lines.map(clearing) };
    }
  },
};

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
