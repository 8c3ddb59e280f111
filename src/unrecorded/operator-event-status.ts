import type { DeviceState } from '../device/state.js';
import { EVENT_LOGS } from '../protocol/event-records.js';
import type { Explanation } from './explanation.js';

const LOG_BITS = Object.values(EVENT_LOGS).reduce((sum, number) => sum | (1n << BigInt(number)), 0n);

/** The register that names the logs with records tells of a request before the host has read what it put there. */
export const operatorEventStatus: Explanation = {
  by: 'operator',
  *attempts({ event, output }) {
    if (event.kind !== 'register' || event.register !== 'device-status' || event.access !== 'read') return;
    if (event.value === null || output?.kind !== 'register') return;
    const more = (event.value & ~output.value) << BigInt(8 * event.offset);
    const isOnlyMore = (output.value & ~event.value) === 0n && more !== 0n && (more & ~LOG_BITS) === 0n;
    if (!isOnlyMore) return;
    yield {
      commands: [],
      settle: (device) => withStatus(device, Number(more)),
      says: `QMP ${requestsInto(Number(more))}, which put a record into ${logsText(Number(more))}`,
    };
  },
};

/** What it holds is for the host's next answer to tell. */
const withStatus = (device: DeviceState, bits: number): DeviceState => ({
  ...device,
  registers: { ...device.registers, eventStatus: device.registers.eventStatus | bits },
});

const DYNAMIC_CAPACITY_BIT = 1 << EVENT_LOGS['dynamic-capacity'];

const requestsInto = (bits: number): string =>
  [
    ...((bits & ~DYNAMIC_CAPACITY_BIT) !== 0 ? ['cxl-inject-…-event'] : []),
    ...((bits & DYNAMIC_CAPACITY_BIT) !== 0 ? ['cxl-add-dynamic-capacity or cxl-release-dynamic-capacity'] : []),
  ].join(' and ');

function logsText(bits: number): string {
  const names = Object.entries(EVENT_LOGS).flatMap(([name, number]) => ((bits >> number) & 1 ? [name] : []));
  return names.length === 1 ? `the ${names[0]} log` : `the logs ${names.join(', ')}`;
}
