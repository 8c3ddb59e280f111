import type { DeviceState, EventLog } from '../device/state.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { clearEventRecords } from '../mailbox/0101-clear-event-records.js';
import { getPoisonList } from '../mailbox/4300-get-poison-list.js';
import { logNumber } from '../protocol/event-records.js';
import { isOf, type Scene, type Teller, taken } from './teller.js';
import { isPartlyKnown, type Part, type Stretch } from './unseen.js';

/** What an event record says of the moment: the device's time and how many extents were left. */
const WHAT_IS_NOTED: readonly Part[] = ['timestamp', 'extents', 'pending'];

/** Where the poison list's overflow stands, behind the logs. */
const OVERFLOW = 5;

/**
 * Event records hold what the time and the number of extents were when they were made: of those that the trace shows
 * being made before it shows these, only the log tells.
 */
export const noted: Teller = {
  part: 'noted',
  dependsOn: (scene) =>
    isOf(scene.event, getEventRecords, getPoisonList) &&
    areNoted(scene) &&
    !isPartlyKnown(scene.unseen, 'noted', place(scene)),
  tell(scene) {
    const poison = taken(scene.event, getPoisonList)?.response;
    if (!areNoted(scene) || isPartlyKnown(scene.unseen, 'noted', place(scene))) return null;
    const { device } = scene;
    if (poison == null) return withShownNotes(scene);
    return {
      device: { ...device, poison: { ...device.poison, overflowNs: poison.overflowTimestampNs } },
      value: 'the poison list overflowed at a time that only it shows',
    };
  },
  wants: { mailbox: [getEventRecords, clearEventRecords, getPoisonList] },
  settles: ({ unseen }) => (unseen.known.get('noted')?.[0]?.end ?? 0n) > OVERFLOW,
  learns({ event, unseen }, after) {
    if (WHAT_IS_NOTED.some((part) => unseen.parts.has(part))) return [];
    const shown = shownLog(event);
    const empty = after.eventLogs.flatMap(({ records }, log) => (records.length === 0 || log === shown ? [log] : []));
    return [...empty, ...(after.poison.hasOverflowed ? [] : [OVERFLOW])].map(one);
  },
};

const one = (log: number): Stretch => ({ start: BigInt(log), end: BigInt(log + 1) });

const place = ({ event }: Scene): Stretch => one(shownLog(event) ?? OVERFLOW);

function shownLog(event: Scene['event']): number | null {
  const read = taken(event, getEventRecords);
  return read === null ? null : logNumber(read.request.log);
}

const areNoted = ({ mismatches }: Scene): boolean =>
  mismatches.every(({ path }) => /(timestampNs|extentsAvailable)$/i.test(path));

/** The records with what the log shows that they note. */
function withShownNotes({ device, event }: Scene) {
  const response = taken(event, getEventRecords)?.response;
  const log = shownLog(event);
  const before = log === null ? undefined : device.eventLogs[log];
  if (response == null || log === null || before === undefined) return null;
  const records = before.records.map((record, at) => withNotes(record, response.records[at]));
  const eventLog = {
    ...before,
    records,
    firstOverflowNs: response.firstOverflowTimestampNs,
    lastOverflowNs: response.lastOverflowTimestampNs,
  };
  const eventLogs: DeviceState['eventLogs'] = device.eventLogs.with(log, eventLog);
  return { device: { ...device, eventLogs }, value: 'the records hold what was so when they were made' };
}

function withNotes(record: EventLog['records'][number], shown: EventLog['records'][number] | undefined) {
  if (shown === undefined) return record;
  const counted = 'extentsAvailable' in shown ? { extentsAvailable: shown.extentsAvailable } : {};
  return { ...record, timestampNs: shown.timestampNs, ...counted } as typeof record;
}
