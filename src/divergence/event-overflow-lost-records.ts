import { cxl31 } from '../base/spec.js';
import type { EventLog } from '../device/state.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { initiateDynamicCapacityAdd } from '../mailbox/5604-initiate-dynamic-capacity-add.js';
import { initiateDynamicCapacityRelease } from '../mailbox/5605-initiate-dynamic-capacity-release.js';
import { EVENT_LOGS } from '../protocol/event-records.js';
import { cxlAddDynamicCapacity } from '../qmp/cxl-add-dynamic-capacity.js';
import { cxlReleaseDynamicCapacity } from '../qmp/cxl-release-dynamic-capacity.js';
import { overflowCauses } from './causes-overflow.js';
import type { DivergenceKind } from './divergence.js';
import { readsDynamicCapacityLog } from './event-answer.js';
import { type Played, responseOf, returnCodeOf } from './played.js';
import { eachRecord, type Finding, NOTHING, type Watcher } from './watch.js';

export const eventOverflowLostRecords: DivergenceKind = {
  code: 'event-overflow-lost-records',
  title: 'The event log overflowed and records of an offer are lost',
  fires:
    'An offer makes more events than the Dynamic Capacity log has room for: an error, since the host cannot answer what it is not told. A release whose events are lost is a warning. Once until the log is read empty; what is lost after that follows.',
  explanation:
    'The device puts all extents of the request into the queue and drops the records that do not fit, the one that ends the chain among them. The host sees a chain that announces more and does not end, and the offer stays first in the queue.',
  causes: overflowCauses,
  lookAt: [
    'the overflow flag and count in Get Event Records',
    'the number of extents of the request beside the records delivered',
    'a list of offers, and whether each was announced: later ones wait behind this one',
  ],
  spec: [cxl31('8.2.9.2.2', 'Get Event Records'), cxl31('8.2.9.2.1.6', 'Dynamic Capacity Event Record')],
  reports: [
    'Fan Ni, "[QEMU RFC]" of 11 October 2024: a request with more than 8 extents loses the rest, the record without More among them, while all stay pending; not merged as of 10.2.2',
  ],
  mismatch: {
    claims: ({ path }) => /^response\.(flags\.overflow|overflowErrorCount|(first|last)OverflowTimestampNs)$/.test(path),
    message: ({ path, recorded, replayed }) => `${path}: recorded ${String(recorded)}, replayed ${String(replayed)}`,
  },
  watch: [
    {
      severity: 'error',
      wants: {
        qmp: [cxlAddDynamicCapacity.name, cxlReleaseDynamicCapacity.name],
        fabricManager: [initiateDynamicCapacityAdd.opcode, initiateDynamicCapacityRelease.opcode],
        mailbox: [getEventRecords.opcode],
      },
      start: watcher,
    },
    eachRecord('warning', { kinds: ['log'] }, toldByDriver),
  ],
};

const logOf = ({ eventLogs }: Played['before']): EventLog => eventLogs[EVENT_LOGS['dynamic-capacity']] as EventLog;

function watcher(): Watcher {
  /** The record at which the log began to lose others. */
  let since: number | null = null;
  return {
    see(played) {
      const { event, before, after } = played;
      if (event.kind === 'mailbox' && event.opcode === getEventRecords.opcode) {
        const found = since === null ? toldByHost(played) : null;
        if (logOf(before).overflowCount === 0) since = found === null ? null : event.seq;
        return found === null ? NOTHING : [found];
      }
      const lost = logOf(after).overflowCount - logOf(before).overflowCount;
      if (lost <= 0) return NOTHING;
      if (logOf(before).overflowCount === 0) since = null;
      const followsFrom = since;
      since ??= event.seq;
      return [lossOf(played, lost, followsFrom)];
    },
  };
}

/** Records lost by a request: of an offer, or only of a release. */
function lossOf({ event, before, after }: Played, lost: number, followsFrom: number | null): Finding {
  const isOffer = after.dynamicCapacity.pending.length > before.dynamicCapacity.pending.length;
  const told = logOf(after).records.length - logOf(before).records.length;
  return {
    event,
    path: 'overflowErrorCount',
    recorded: logOf(after).overflowCount,
    replayed: logOf(after).overflowCount,
    message: lossText(lost, lost + told, isOffer ? 'offer' : 'release'),
    ...(isOffer && told > 0 ? {} : { because: isOffer ? NOT_ANNOUNCED : NOT_ASKED }),
    ...(!isOffer && { severity: 'warning' }),
    ...(followsFrom !== null && { followsFrom }),
  };
}

const NOT_ANNOUNCED =
  'The log is full, so the host is told nothing of this offer; it waits in the queue all the same, and later ones wait behind it.';
const NOT_ASKED =
  'The log is full, so the host is not told what is asked back, and keeps it. The request itself succeeded; it has to be made again when the log has been read.';

function lossText(lost: number, all: number, request: 'offer' | 'release'): string {
  if (all === 1) return `the event record of this ${request} does not fit into the log and is lost`;
  const which = lost === all ? `all ${all}` : `${lost} of ${all}`;
  return `${which} event records of this ${request} do not fit into the log and are lost`;
}

/** An overflow whose cause the trace does not show. */
function toldByHost(played: Played): Finding | null {
  const { event, before } = played;
  if (event.kind !== 'mailbox' || !readsDynamicCapacityLog(event) || logOf(before).overflowCount > 0) return null;
  const response = returnCodeOf(played) === 0 ? responseOf(played) : null;
  if (response === null || played.verdict !== 'differs') return null;
  const answer = getEventRecords.response.decode(response);
  if (answer === null || !answer.flags.overflow) return null;
  return {
    event,
    path: 'response.overflowErrorCount',
    recorded: answer.overflowErrorCount,
    replayed: 0,
    message: `the log says that ${answer.overflowErrorCount} records are lost`,
  };
}

/** The driver's trace event, which has the count and no record. */
function toldByDriver({ event }: Played): Finding | null {
  const fact = event.kind === 'log' ? event.facts : undefined;
  if (event.kind !== 'log' || fact?.kind !== 'overflow-event' || fact.log !== DC_LOG_NAME) return null;
  return {
    event,
    path: 'text',
    recorded: event.text,
    message: `the guest is told that ${fact.records} records of the log are lost`,
  };
}

/** What the driver's lines call the log. */
const DC_LOG_NAME = 'Dynamic Capacity';
