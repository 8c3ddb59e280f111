import { BARE_HEX, INT, oneOf, TEXT } from '../readers/line-holes.js';
import { type LineRule, line } from '../readers/line-rule.js';

const LOG_NAMES: ReadonlyMap<string, number> = new Map([
  ['Info log', 0],
  ['Informational', 0],
  ['Warn log', 1],
  ['Warning', 1],
  ['Failure log', 2],
  ['Failure', 2],
  ['Fatal log', 3],
  ['Fatal', 3],
  ['dc log', 4],
  ['DCD event log', 4],
  ['Dynamic Capacity', 4],
]);

/** A log by number, or by the name that kernels of 2022 print; null for a name of none. */
const logOf = (text: string): number | null => (/^\d+$/.test(text) ? Number(text) : (LOG_NAMES.get(text) ?? null));

const bitsOf = (status: number): readonly number[] =>
  [...Array(32).keys()].filter((bit) => (status & (1 << bit)) !== 0);

/** Lines on the device's event logs: drivers/cxl/pci.c and core/mbox.c. */
export const eventLines: readonly LineRule[] = [
  line`Reading event logs: ${BARE_HEX}`.says((status) => ({ kind: 'event-status', status, logs: bitsOf(status) })),
  line`Event log '${INT}': Clearing ${INT}`.says((log, handle) => ({ kind: 'event-cleared', log, handle })),
  line`Event log '${TEXT}': Failed to query event records : ${INT}`.says((log, errno) => ({
    kind: 'event-log-failure',
    what: 'query',
    log: logOf(log),
    errno,
  })),
  line`Event log '${TEXT}': Failed to clear events : ${INT}`.says((log, errno) => ({
    kind: 'event-log-failure',
    what: 'clear',
    log: logOf(log),
    errno,
  })),
  line`Failed to get interrupt for ${oneOf('event Info log', 'event Warn log', 'event Failure log', 'event Fatal log', 'event dc log', 'DCD event log')}`.says(
    (log) => ({ kind: 'event-log-failure', what: 'interrupt', log: logOf(log.replace(/^event /, '')), errno: null }),
  ),
  line`Failed to ${oneOf('get', 'set')} event interrupt policy : ${INT}`.says((what, errno) => ({
    kind: 'event-policy-failure',
    what,
    errno,
  })),
  line`No interrupt support, disable event processing.`.says(() => ({
    kind: 'events-disabled',
    why: 'the device has no interrupts',
  })),
  line`FW still in control of Event Logs despite _OSC settings`.says(() => ({
    kind: 'events-disabled',
    why: 'the firmware keeps the event logs',
  })),
  line`mock device log event ${INT}`.says((log) => ({ kind: 'event-injected', log })),
  line`CPER event ${INT} for device ${TEXT}`.isNote(),
];
