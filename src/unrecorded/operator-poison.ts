import { hexNumber } from '../base/hex.js';
import { sizeText } from '../base/units.js';
import { getPoisonList } from '../mailbox/4300-get-poison-list.js';
import { LINE_BYTES } from '../protocol/media-error.js';
import { cxlInjectPoison } from '../qmp/cxl-inject-poison.js';
import { successOf } from '../trace/answers.js';
import type { Explanation } from './explanation.js';
import { requesting } from './operator-commands.js';

/** Poison that the host finds and did not inject came from an operator. */
export const operatorPoison: Explanation = {
  by: 'operator',
  *attempts({ device, event }) {
    const answer = successOf(event, getPoisonList);
    if (answer === null) return;
    const found = answer.records.map(({ address, lengthLines64B }) => ({
      startDpa: address.dpa,
      lengthBytes: BigInt(lengthLines64B) * LINE_BYTES,
      source: address.source,
    }));
    const isKnown = (one: (typeof found)[number]) =>
      device.poison.list.some((range) => range.startDpa === one.startDpa && range.lengthBytes === one.lengthBytes);
    const more = found.filter((one) => one.source === 'internal' && !isKnown(one));
    if (more.length === 0) return;
    const commands = more.map(({ startDpa, lengthBytes }) =>
      requesting(
        cxlInjectPoison.name,
        { path: device.config.qomPath, start: startDpa, length: lengthBytes },
        `${hexNumber(startDpa)}+${sizeText(lengthBytes)}`,
      ),
    );
    // The newest comes first in the list.
    yield { commands: commands.toReversed() };
  },
};
