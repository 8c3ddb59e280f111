import { wrap64 } from '../base/units.js';
import { backedBytes, dynamicCapacityBytes } from '../device/capacity.js';
import { hasTornPointer } from '../device/feature-transfer.js';
import { crash, refuse, succeed } from '../device/outcome.js';
import { lineFault } from '../device/poison-address.js';
import { withoutLine } from '../device/poison-list.js';
import { defineHandler } from '../device/profile.js';
import { isScanning } from '../device/scan.js';
import type { DeviceState } from '../device/state.js';
import { hasNoAddressSpace } from '../device/window-memory.js';
import { clearPoison } from '../mailbox/4302-clear-poison.js';
import { LINE_BYTES } from '../protocol/media-error.js';

export const clearPoisonHandler = defineHandler(clearPoison, {
  concerns: ['poison'],
  refusedWhileMediaDisabled: true,
  handle(state, { dpa }, { profile }) {
    const fault = lineFault(profile, state, dpa);
    if (fault !== null) return fault;
    const end = wrap64(dpa + LINE_BYTES);
    if (end > state.capacity.staticBytes + dynamicCapacityBytes(state))
      return refuse(state, 'INVALID_PHYSICAL_ADDRESS', 'the line ends behind the device capacity');
    if (hasTornPointer(state)) return crash('clear-poison-through-torn-pointer');
    // The size that the device states and the memory behind it can differ.
    if (end > backedBytes(state)) return refuse(state, 'INTERNAL_ERROR', 'no memory is behind the address');
    if (hasNoAddressSpace(profile, state, dpa)) return crash('dynamic-memory-without-address-space');
    const wraps = end < dpa;
    if (wraps && state.dynamicCapacity.regions.length === 0) return crash('clear-poison-beyond-memory');
    const cleared = isScanning(state) ? state : withLineCleared(state, dpa, profile.constants.poisonRecordsMax);
    return { ...succeed(cleared), ...(wraps && { corruption: 'poison-write-wraps' as const }) };
  },
  follow: (state, { dpa }) => withLineCleared(state, dpa, Number.POSITIVE_INFINITY),
});

const withLineCleared = (state: DeviceState, dpa: bigint, recordsMax: number): DeviceState => ({
  ...state,
  poison: withoutLine(state, dpa, recordsMax),
});
