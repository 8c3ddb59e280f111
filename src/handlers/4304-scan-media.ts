import { startedBackground, withBackground } from '../device/background.js';
import { startBackground } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { isScanning, scanBytes, scanRefusal, scanTimeMs, withScanBegun, withScanDone } from '../device/scan.js';
import { scanMedia } from '../mailbox/4304-scan-media.js';

const POISON_RECORDS_UNBOUNDED = Number.POSITIVE_INFINITY;

export const scanMediaHandler = defineHandler(scanMedia, {
  concerns: ['poison', 'background'],
  effects: ['background-operation', 'background-operation-can-be-aborted'],
  handle(state, request, { payload, profile }) {
    const refusal = scanRefusal(profile, state, request);
    if (refusal !== null) return refusal;
    const begun = { ...state, poison: withScanBegun(state, request, profile.constants.poisonRecordsMax) };
    const started = startBackground(begun, scanTimeMs(scanBytes(request)));
    // The whole byte counts, reserved bits included.
    return payload.at(-1) === 0 ? { ...started, log: ['Scan Media Event Log is unsupported'] } : started;
  },
  finish: withScanDone,
  follow(state, request) {
    if (isScanning(state)) return state;
    const begun = { ...state, poison: withScanBegun(state, request, POISON_RECORDS_UNBOUNDED) };
    return withBackground(begun, startedBackground(scanMedia.opcode, scanTimeMs(scanBytes(request)), state.nowNs));
  },
});
