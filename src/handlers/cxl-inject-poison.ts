import { wrap64 } from '../base/units.js';
import type { PoisonedRange } from '../device/poison.js';
import { endDpa, overflowed, withRange } from '../device/poison-list.js';
import { defineQmpHandler, qmpDone, qmpError } from '../device/qmp-handler.js';
import { pathFault } from '../device/qom-path.js';
import type { DeviceState } from '../device/state.js';
import { LINE_BYTES } from '../protocol/media-error.js';
import { cxlInjectPoison } from '../qmp/cxl-inject-poison.js';

interface Given {
  readonly start: bigint;
  readonly length: bigint;
}

export const cxlInjectPoisonHandler = defineQmpHandler(cxlInjectPoison, {
  concerns: ['poison'],
  handle(state, given, profile) {
    const { start, length, path } = given;
    if (length % LINE_BYTES !== 0n) return qmpError(state, 'Poison injection must be in multiples of 64 bytes');
    if (start % LINE_BYTES !== 0n) return qmpError(state, 'Poison start address must be 64 byte aligned');
    const fault = pathFault(state, path);
    if (fault !== null) return qmpError(state, fault);
    // The backup is not looked at: what came after an overflow can come again.
    const end = wrap64(start + length);
    if (state.poison.list.some((range) => start < endDpa(range) && end > range.startDpa))
      return qmpError(state, 'Overlap with existing poisoned region not supported');
    return qmpDone(poisoned(state, given, profile.constants.poisonRecordsMax));
  },
  follow: (state, given, profile) => poisoned(state, given, profile.constants.poisonRecordsMax),
});

/** A range that the list has no room for goes to the backup, where only a scan finds it. */
function poisoned(state: DeviceState, { start, length }: Given, recordsMax: number): DeviceState {
  const range: PoisonedRange = { startDpa: start, lengthBytes: length, source: 'internal' };
  if (state.poison.list.length < recordsMax) return { ...state, poison: withRange(state.poison, range) };
  const poison = state.poison.hasOverflowed ? state.poison : overflowed(state, state.poison);
  return { ...state, poison: { ...poison, backup: [range, ...poison.backup] } };
}
