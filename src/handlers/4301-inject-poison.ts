import { refuse, succeed } from '../device/outcome.js';
import { lineFault } from '../device/poison-address.js';
import { holdsLine, withRange } from '../device/poison-list.js';
import { defineHandler } from '../device/profile.js';
import { isScanning } from '../device/scan.js';
import type { DeviceState } from '../device/state.js';
import { injectPoison } from '../mailbox/4301-inject-poison.js';
import { LINE_BYTES } from '../protocol/media-error.js';

export const injectPoisonHandler = defineHandler(injectPoison, {
  concerns: ['poison'],
  refusedWhileMediaDisabled: true,
  handle(state, { dpa }, { profile }) {
    const fault = lineFault(profile, state, dpa);
    if (fault !== null) return fault;
    // What a scan freezes is silently left alone.
    if (holdsLine(state.poison.list, dpa) || isScanning(state)) return succeed(state);
    if (state.poison.list.length === profile.constants.poisonRecordsMax)
      return refuse(state, 'INJECT_POISON_LIMIT_REACHED', 'the poison list is full');
    return succeed(withPoisonAt(state, dpa));
  },
  follow: (state, { dpa }) => (holdsLine(state.poison.list, dpa) ? state : withPoisonAt(state, dpa)),
});

const withPoisonAt = (state: DeviceState, dpa: bigint): DeviceState => ({
  ...state,
  poison: withRange(state.poison, { startDpa: dpa, lengthBytes: LINE_BYTES, source: 'injected' }),
});
