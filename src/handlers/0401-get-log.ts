import { EFFECTS_LOG_BYTES, EFFECTS_LOG_UUID, effectsLog } from '../device/effects-log.js';
import { behindLog } from '../device/log-behind.js';
import { type Answer, refuse, succeed } from '../device/outcome.js';
import { defineHandler, type Profile } from '../device/profile.js';
import type { CciName, DeviceState } from '../device/state.js';
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
    return bytesFrom(profile, state, cci, { start: 4 * offset, lengthBytes });
  },
});

/** The bytes from `start` on, be they of the log or of what the device keeps behind it. */
function bytesFrom(
  profile: Profile,
  state: DeviceState,
  cci: CciName,
  { start, lengthBytes }: { readonly start: number; readonly lengthBytes: number },
): Answer<never> {
  const log = effectsLog(profile, state, cci);
  const data = new Uint8Array(lengthBytes);
  data.set(log.subarray(start, start + lengthBytes));
  const end = start + lengthBytes - EFFECTS_LOG_BYTES;
  if (lengthBytes === 0 || end <= 0) return succeed<never>(state, data);
  const from = Math.max(start - EFFECTS_LOG_BYTES, 0);
  const behind = behindLog(profile, state, cci, log.length / 4);
  data.set(behind.data.subarray(from, end), lengthBytes - (end - from));
  const answer = succeed<never>(state, data);
  return behind.isKnown(from, end) ? answer : { ...answer, corruption: 'log-read-past-end' };
}

/** The log by bytes, up to its end. */
const bytesOfLog = (state: DeviceState, log: Uint8Array, offset: number, lengthBytes: number): Answer<never> =>
  offset + lengthBytes > log.length
    ? refuse(state, 'INVALID_INPUT', `the log ends at ${log.length} bytes`)
    : succeed<never>(state, log.slice(offset, offset + lengthBytes));
