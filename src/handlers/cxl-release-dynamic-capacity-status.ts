import { hexNumber } from '../base/hex.js';
import { cStringText } from '../base/modified-utf8.js';
import { operatorTag } from '../device/operator-tag.js';
import { regionNamed } from '../device/qmp-extents.js';
import { defineQmpHandler, qmpDone, qmpError } from '../device/qmp-handler.js';
import { uuidBytes } from '../layout/uuid.js';
import { cxlReleaseDynamicCapacityStatus } from '../qmp/cxl-release-dynamic-capacity-status.js';

export const cxlReleaseDynamicCapacityStatusHandler = defineQmpHandler(cxlReleaseDynamicCapacityStatus, {
  concerns: ['extents'],
  handle(state, given) {
    const region = regionNamed(state, given);
    // Here the sentence begins with a capital.
    if ('desc' in region) return qmpError(state, region.desc.replace('region id', 'Region id'));
    const wanted = operatorTag(given.tag);
    const held = state.dynamicCapacity.accepted.find(({ tag }) => tag === wanted);
    // What is only offered counts as released.
    if (held === undefined)
      return qmpDone(state, { status: 'Released', message: `Tag ${given.tag} released or not found\n` });
    const where = `dpa ${hexNumber(held.startDpa)} len ${hexNumber(held.lengthBytes)}`;
    // The tag is printed as if its bytes were text.
    const shown = held.tag === null ? '' : cStringText(uuidBytes(held.tag) ?? new Uint8Array());
    return qmpDone(state, { status: 'Not Released', message: `Found extent with tag ${shown} ${where}\n` });
  },
});
