import { EFFECTS_LOG_BYTES, EFFECTS_LOG_UUID, effectsLog } from '../device/effects-log.js';
import { type Answer, refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import { getLog } from '../mailbox/0401-get-log.js';

export const getLogHandler = defineHandler(getLog, {
  concerns: ['identity'],
  refusedWhileMediaDisabled: true,
  handle(state, { log, offset, lengthBytes }, { profile, cci }) {
    if (lengthBytes > state.ccis[cci].payloadBytesMax) return refuse(state, 'INVALID_INPUT');
    if (log !== EFFECTS_LOG_UUID) return refuse(state, 'INVALID_LOG');
    if (profile.behaviours.logOffset === 'in-bytes')
      return bytesOfLog(state, effectsLog(profile, state, cci), offset, lengthBytes);
    if (offset + lengthBytes >= EFFECTS_LOG_BYTES) return refuse(state, 'INVALID_INPUT');
    // The device counts the offset in entries, not in bytes.
    const start = 4 * offset;
    const data = new Uint8Array(lengthBytes);
    data.set(effectsLog(profile, state, cci).subarray(start, start + lengthBytes));
    const answer = succeed<never>(state, data);
    return start + lengthBytes > EFFECTS_LOG_BYTES ? { ...answer, corruption: 'log-read-past-end' } : answer;
  },
});

/** The log by bytes, up to its end. */
const bytesOfLog = (state: DeviceState, log: Uint8Array, offset: number, lengthBytes: number): Answer<never> =>
  offset + lengthBytes > log.length
    ? refuse(state, 'INVALID_INPUT', `the log ends at ${log.length} bytes`)
    : succeed<never>(state, log.slice(offset, offset + lengthBytes));
