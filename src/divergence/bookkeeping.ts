import { type DpaRange, rangeText } from '../device/extents.js';
import type { DeviceState, EventLog, Extent } from '../device/state.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { clearEventRecords } from '../mailbox/0101-clear-event-records.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { releaseDynamicCapacity } from '../mailbox/4803-release-dynamic-capacity.js';
import { initiateDynamicCapacityAdd } from '../mailbox/5604-initiate-dynamic-capacity-add.js';
import { initiateDynamicCapacityRelease } from '../mailbox/5605-initiate-dynamic-capacity-release.js';
import { EVENT_LOGS } from '../protocol/event-records.js';
import { returnCodeText } from '../protocol/return-codes.js';
import { cxlAddDynamicCapacity } from '../qmp/cxl-add-dynamic-capacity.js';
import { cxlReleaseDynamicCapacity } from '../qmp/cxl-release-dynamic-capacity.js';
import type { MailboxEvent, QmpEvent } from '../trace/events.js';
import { placeOf } from '../trace/record-place.js';
import { type DcRecord, dcRecords, isDcRecord, readsDynamicCapacityLog } from './event-answer.js';
import { type AskedExtent, type Exchange, say, whoText } from './ledger.js';
import { done, type Played, qmpRefusal, qmpSucceeded, returnCodeOf } from './played.js';
import { fabricManagerList, type HostList, hostList, qmpList, releasedTag } from './requests.js';
import type { Wants } from './watch.js';

/** The records that the ledger is kept from. */
export const LEDGER_WANTS = {
  mailbox: [
    getEventRecords.opcode,
    clearEventRecords.opcode,
    addDynamicCapacityResponse.opcode,
    releaseDynamicCapacity.opcode,
  ],
  fabricManager: [initiateDynamicCapacityAdd.opcode, initiateDynamicCapacityRelease.opcode],
  qmp: [cxlAddDynamicCapacity.name, cxlReleaseDynamicCapacity.name],
} as const satisfies Wants as Required<Pick<Wants, 'mailbox' | 'fabricManager' | 'qmp'>>;

/** Enters a record into the ledger. */
export function enter(played: Played): void {
  const { event } = played;
  if (event.kind === 'qmp') asked(played, event);
  else if (event.kind === 'mailbox') ENTRIES.get(event.opcode)?.(played, event);
}

const ENTRIES: ReadonlyMap<number, (played: Played, event: MailboxEvent) => void> = new Map([
  [getEventRecords.opcode as number, announced],
  [clearEventRecords.opcode, cleared],
  [addDynamicCapacityResponse.opcode, answered],
  [releaseDynamicCapacity.opcode, released],
  [initiateDynamicCapacityAdd.opcode, askedByFabricManager],
  [initiateDynamicCapacityRelease.opcode, askedByFabricManager],
]);

const ranges = (extents: readonly DpaRange[]): string =>
  extents.length === 0 ? 'nothing' : extents.map(rangeText).slice(0, 4).join(', ') + (extents.length > 4 ? ' …' : '');

function named(extents: readonly AskedExtent[]): string {
  const tag = extents[0]?.tag ?? null;
  return `${ranges(extents)}${tag === null ? '' : ` with tag ${tag}`}`;
}

function asked(played: Played, event: QmpEvent): void {
  const kind = event.execute === cxlAddDynamicCapacity.name ? 'offer' : 'release';
  const extents = qmpList(played.before, event.arguments);
  if (!qmpSucceeded(played)) {
    const refusal = qmpRefusal(played);
    const what = () => `asked by QMP to ${kind} ${named(extents)}${refusal === null ? '' : `, refused: ${refusal}`}`;
    for (const extent of extents) say(played.ledger.touching('offer', extent), event, 'operator', what);
    return;
  }
  openExchange(played, kind, 'QMP', extents, releasedTag(event.arguments));
}

function askedByFabricManager(played: Played, event: MailboxEvent): void {
  const extents = fabricManagerList(event);
  if (returnCodeOf(played) !== 0 || extents === null || extents.length === 0) return;
  const kind = event.opcode === initiateDynamicCapacityAdd.opcode ? 'offer' : 'release';
  openExchange(
    played,
    kind,
    'fabric manager',
    extents.map(({ startDpa, lengthBytes, tag }) => ({ startDpa, lengthBytes, tag })),
  );
}

function openExchange(
  played: Played,
  kind: Exchange['kind'],
  by: Exchange['by'],
  extents: readonly AskedExtent[],
  byTag: string | null = null,
): void {
  const { event, before, after, ledger } = played;
  const group = kind === 'offer' ? newGroup(before, after) : null;
  if (kind === 'offer' && group === null) return;
  const asked = () => (byTag === null ? named(extents) : `all with tag ${byTag}`);
  const who = whoText({ by });
  const { unrecorded } = played;
  const what = () =>
    kind === 'offer'
      ? `${done(unrecorded, 'offered')} ${named(extents)} by ${who}`
      : `${done(unrecorded, 'asked')} for ${asked()} back by ${who}`;

  const exchange = ledger.open({ seq: event.seq, line: event.line, file: event.file, kind, by, extents, byTag, group });
  say(exchange, event, 'operator', what);
  if (kind === 'release') for (const extent of extents) say(ledger.touching('offer', extent), event, 'operator', what);
}

const newGroup = (before: DeviceState, after: DeviceState): readonly Extent[] | null =>
  after.dynamicCapacity.pending.findLast((group) => !before.dynamicCapacity.pending.includes(group)) ?? null;

function announced(played: Played, event: MailboxEvent): void {
  if (!readsDynamicCapacityLog(event) || returnCodeOf(played) !== 0) return;
  for (const record of dcRecords(played)) {
    const exchange = exchangeOf(played, record);
    if (exchange === undefined || exchange.announced !== null) continue;
    exchange.announced = placeOf(event);
    say(exchange, event, 'device', () => `told the host by ${record.type} events`);
  }
}

/** The exchange that a record of the Dynamic Capacity log tells of. */
function exchangeOf({ ledger }: Played, { type, extent }: DcRecord): Exchange | undefined {
  return ledger.touching(type === 'add-capacity' ? 'offer' : 'release', extent);
}

function cleared(played: Played, event: MailboxEvent): void {
  const log = EVENT_LOGS['dynamic-capacity'];
  if (event.request[0] !== log || returnCodeOf(played) !== 0) return;
  const { unrecorded } = played;
  const left = (played.after.eventLogs[log] as EventLog).records;
  for (const record of (played.before.eventLogs[log] as EventLog).records) {
    if (!isDcRecord(record) || left.includes(record)) continue;
    const exchange = exchangeOf(played, record);
    if (exchange === undefined || exchange.cleared !== null) continue;
    exchange.cleared = event;
    say(exchange, event, 'host', () => done(unrecorded, 'cleared the event'));
  }
}

function answered(played: Played, event: MailboxEvent): void {
  const list = hostList(event);
  const code = returnCodeOf(played);
  if (list === null || code === null) return;
  const { ledger } = played;
  const what = answerText(list, code, played.unrecorded);
  const over = groupsOver(played);
  const concerned = new Set(over.flatMap((group) => ledger.ofGroup(group) ?? []));
  for (const extent of list.extents.slice(0, CONCERNED_MAX)) {
    const exchange = ledger.touching('offer', extent);
    if (exchange !== undefined) concerned.add(exchange);
  }
  for (const exchange of concerned) {
    exchange.isTried = true;
    if (code === 0 && list.more) exchange.part = placeOf(event);
    say(exchange, event, 'host', what);
  }
  if (code !== 0) {
    ledger.refused = { ...placeOf(event), extents: list.extents };
    return;
  }
  ledger.refused = null;
  for (const group of over) {
    const exchange = ledger.ofGroup(group);
    if (exchange !== undefined) exchange.answered = { ...placeOf(event), accepted: list.extents, more: list.more };
  }
}

/** What an answer says, when asked; it keeps nothing but the list. */
const answerText = (list: HostList, code: number, unrecorded: Played['unrecorded']) => () => {
  const did = list.stated === 0 ? 'rejected the offer' : `answered with ${ranges(list.extents)}`;
  const said = done(unrecorded, did);
  const outcome = code === 0 ? 'taken' : `refused: ${returnCodeText(code)}`;
  return `${said}${list.more ? ', more to follow' : ''} (${outcome})`;
};

/** The pending groups that a record ended. */
const groupsOver = ({ before, after }: Played): readonly (readonly Extent[])[] =>
  before.dynamicCapacity.pending === after.dynamicCapacity.pending
    ? []
    : before.dynamicCapacity.pending.filter((group) => !after.dynamicCapacity.pending.includes(group));

/** A list of hundreds of extents is not looked up whole. */
const CONCERNED_MAX = 64;

function released(played: Played, event: MailboxEvent): void {
  const list = hostList(event);
  const code = returnCodeOf(played);
  if (list === null || code === null) return;
  const { unrecorded } = played;
  const what = () =>
    `${done(unrecorded, 'gave', 'given')} ${ranges(list.extents)} back (${code === 0 ? 'taken' : `refused: ${returnCodeText(code)}`})`;
  for (const extent of list.extents.slice(0, CONCERNED_MAX)) {
    const asked = played.ledger.touching('release', extent);
    say(played.ledger.touching('offer', extent), event, 'host', what);
    if (asked === undefined) continue;
    asked.isTried = true;
    say(asked, event, 'host', what);
    if (code === 0) asked.answered = { ...placeOf(event), accepted: list.extents, more: false };
  }
}
