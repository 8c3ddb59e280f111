import { withBackground } from '../device/background.js';
import { MEMORY_STATUS_DISABLED } from '../device/register-values.js';
import { sanitized } from '../device/sanitize.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { sanitize } from '../mailbox/4400-sanitize.js';
import { logNumber } from '../protocol/event-records.js';
import { type Scene, type Teller, taken } from './teller.js';

/** Where Sanitize was running when the trace begins, an answer that shows all of it gone tells that it ended before. */
export const sanitizeEnded: Teller = {
  part: 'memory-status',
  dependsOn: hasLostRecords,
  tell({ device }) {
    const { background } = device.ccis.primary;
    const runs =
      device.registers.memoryDeviceStatus === MEMORY_STATUS_DISABLED || background.opcode === sanitize.opcode;
    if (!runs) return null;
    const ended = {
      ...background,
      opcode: sanitize.opcode,
      percent: 100,
      returnCode: 0,
      runtimeMs: 0n,
      nextTickMs: null,
    };
    return { device: withBackground(sanitized(device), ended), value: 'Sanitize ended before this record' };
  },
};

/** Whether a log shows fewer records than it held, and none that came since: they were all gone in between. */
function hasLostRecords({ device, event, unseen }: Scene): boolean {
  const read = taken(event, getEventRecords);
  if (read?.response == null || !unseen.parts.has('background')) return false;
  return read.response.records.length < (device.eventLogs[logNumber(read.request.log)]?.records.length ?? 0);
}
