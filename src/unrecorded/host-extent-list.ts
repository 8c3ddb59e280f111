import type { DpaRange } from '../device/extents.js';
import type { Extent } from '../device/state.js';
import { getDcRegionExtentLists } from '../mailbox/5603-get-dc-region-extent-lists.js';
import { successOf } from '../trace/answers.js';
import type { Explanation } from './explanation.js';
import { accepting, releasing } from './host-commands.js';
import { outside } from './pieces.js';

/** What a fabric manager finds in a host's list, the host has accepted; what it finds no more, the host gave back. */
export const hostExtentList: Explanation = {
  by: 'host',
  *attempts({ device, event }) {
    const list = successOf(event, getDcRegionExtentLists);
    if (list === null || list.totalExtents > list.extents.length) return;
    const { accepted, pending } = device.dynamicCapacity;
    const answers: (readonly Extent[])[] = [];
    for (const group of pending) {
      const taken = list.extents.filter((one) => group.some((offered) => isSame(one, offered)));
      if (taken.length > 0) answers.push(taken);
    }
    const gone = outside(accepted, list.extents);
    const releases = gone.length === 0 ? [] : [releasing(gone)];
    if (answers.length + releases.length > 0) yield { commands: [...releases, ...answers.map(accepting)] };
  },
};

const isSame = (left: DpaRange, right: DpaRange): boolean =>
  left.startDpa === right.startDpa && left.lengthBytes === right.lengthBytes;
