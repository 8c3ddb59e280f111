import { printable } from '../base/issue.js';
import { sizeText } from '../base/units.js';
import type { Backend } from '../device/backends.js';
import { CRASHES } from '../device/crashes.js';
import { type DpaRange, rangeText } from '../device/extents.js';
import type { Profile } from '../device/profile.js';
import type { DeviceState, Extent } from '../device/state.js';
import { mailboxCommands } from '../mailbox/index.js';
import { EVENT_LOGS } from '../protocol/event-records.js';
import { opcodeText } from '../protocol/opcode.js';

/** A fact of the device's state in a line. */
export interface StateRow {
  readonly section: string;
  /** Tells rows of a section apart from one record to the next. */
  readonly key: string;
  readonly text: string;
  readonly range: DpaRange | null;
  readonly isBad?: true;
}

const ROWS_PER_LIST_MAX = 512;

/** All that is worth a line of a device's state; what a device does not have has none. */
export function stateRows(state: DeviceState, profile: Profile): readonly StateRow[] {
  return [
    ...condition(state),
    ...accepted(state),
    ...pending(state),
    ...backends(state),
    ...eventLogs(state),
    ...background(state),
    ...counters(state, profile),
  ];
}

const row = (section: string, key: string, text: string, range: DpaRange | null = null): StateRow => ({
  section,
  key,
  text,
  range,
});

function condition({ crashed, corrupted, registers }: DeviceState): readonly StateRow[] {
  const rows: StateRow[] = [];
  if (crashed !== null) rows.push({ ...row('device', 'crashed', `died: ${CRASHES[crashed].reason}`), isBad: true });
  if (corrupted !== null)
    rows.push({ ...row('device', 'corrupted', `has damaged its memory: ${corrupted}`), isBad: true });
  if ((registers.memoryDeviceStatus & 0xcn) === 0xcn) rows.push(row('device', 'media', 'media is disabled'));
  return rows;
}

function extentText(state: DeviceState, extent: Extent): string {
  const { mapping, tag, sharedSequence } = extent;
  const backend = mapping?.backendKey ?? null;
  const parts = [rangeText(extent)];
  if (backend !== null) parts.push(`on ${backendName(state, backend)}`);
  else if (state.config.lazyBackends) parts.push('no backend');
  if (mapping?.hasAlias) parts.push(`window slot ${mapping.slot}`);
  if (sharedSequence !== 0) parts.push(`sequence ${sharedSequence}`);
  // Last, as the longest: it may be cut.
  parts.push(tag === null ? 'no tag' : `tag ${tag}`);
  return parts.join('  ');
}

const backendName = ({ backends: { objects } }: DeviceState, key: number): string =>
  printable(objects.find((one) => one.key === key)?.id ?? `backend #${key}`, 40);

const accepted = (state: DeviceState): readonly StateRow[] =>
  state.dynamicCapacity.accepted
    .slice(0, ROWS_PER_LIST_MAX)
    .map((extent) => row('accepted', rangeText(extent), extentText(state, extent), extent));

/** Groups in the order of the offers; only the first can be answered. */
const pending = (state: DeviceState): readonly StateRow[] =>
  state.dynamicCapacity.pending
    .slice(0, ROWS_PER_LIST_MAX)
    .flatMap((group, index) =>
      group.map((extent) =>
        row(
          index === 0 ? 'pending, to be answered next' : `pending, ${index + 1}${ordinal(index + 1)} in the queue`,
          `${rangeText(extent)} ${extent.tag}`,
          extentText(state, extent),
          extent,
        ),
      ),
    );

const ordinal = (count: number): string =>
  count % 10 === 2 && count % 100 !== 12 ? 'nd' : count % 10 === 3 && count % 100 !== 13 ? 'rd' : 'th';

const backends = ({ backends: { objects } }: DeviceState): readonly StateRow[] =>
  objects.slice(0, ROWS_PER_LIST_MAX).map((backend) => row('backends', `${backend.key}`, backendText(backend)));

export const backendText = ({ id, sizeBytes, tag, isMapped, isDeleted, hasMemory }: Backend): string =>
  [
    printable(id, 40),
    sizeText(sizeBytes),
    isMapped ? 'MAPPED' : 'not mapped',
    ...(hasMemory ? [] : ['no memory']),
    ...(isDeleted ? ['deleted'] : []),
    tag === '' ? 'no tag' : `tag ${printable(tag, 40)}`,
  ].join('  ');

const LOG_NAMES = new Map<number, string>(Object.entries(EVENT_LOGS).map(([name, number]) => [number, name]));

const eventLogs = ({ eventLogs: logs }: DeviceState): readonly StateRow[] =>
  logs.flatMap(({ records, overflowCount }, index) => {
    if (records.length === 0 && overflowCount === 0) return [];
    const handles = records.length === 0 ? '' : `  handles ${records[0]?.handle}–${records.at(-1)?.handle}`;
    const lost = overflowCount > 0 ? `  ${overflowCount} LOST in overflow` : '';
    const count = `${records.length} record${records.length === 1 ? '' : 's'}`;
    return [row('event logs', `${index}`, `${LOG_NAMES.get(index) ?? index}: ${count}${handles}${lost}`)];
  });

function background({ ccis }: DeviceState): readonly StateRow[] {
  return Object.entries(ccis).flatMap(
    ([
      name,
      {
        background: { opcode, percent, runtimeMs },
      },
    ]) => {
      if (opcode === 0) return [];
      const command = `${opcodeText(opcode)} ${mailboxCommands.get(opcode)?.name ?? ''}`;
      const how = runtimeMs > 0n ? `runs, ${percent} %` : `ended at ${percent} %`;
      return [row('background', name, `${command} ${how}${name === 'primary' ? '' : ` on ${name}`}`)];
    },
  );
}

function counters(state: DeviceState, { constants }: Profile): readonly StateRow[] {
  const { dynamicCapacity, nowNs, poison, timestamp } = state;
  if (dynamicCapacity.regions.length === 0 && nowNs === 0n) return [];
  const offered = dynamicCapacity.pending.reduce((sum, group) => sum + group.length, 0);
  const rows = [
    row(
      'counters',
      'extents',
      `extents ${dynamicCapacity.accepted.length} accepted, ${offered} pending, limit ${constants.extentsMax}`,
    ),
    row('counters', 'generation', `generation number ${dynamicCapacity.generationNumber}`),
  ];
  const poisoned = poison.list.length;
  if (poisoned > 0) rows.push(row('counters', 'poison', `poison list ${poisoned} of ${constants.poisonRecordsMax}`));
  if (nowNs > 0n) rows.push(row('counters', 'clock', `virtual clock ${secondsText(nowNs)}`));
  if (timestamp.isSet) rows.push(row('counters', 'timestamp', `timestamp set to ${timestamp.hostSetNs} ns`));
  return rows;
}

/** All digits, as the timeline has its times. */
const secondsText = (ns: bigint): string =>
  `${ns / 1_000_000_000n}.${String(ns % 1_000_000_000n).padStart(9, '0')}`.replace(/\.?0+$/, '').concat('s');

/** A row beside what became of it in one record. */
export interface ChangedRow extends StateRow {
  readonly change: 'same' | 'added' | 'removed' | 'changed';
  /** What it was, where it changed. */
  readonly was: string | null;
}

/** The rows after a record, with what it did to each; rows that went stand where their section's rows end. */
export function changesBetween(before: readonly StateRow[], after: readonly StateRow[]): readonly ChangedRow[] {
  const idOf = ({ section, key }: StateRow) => `${kindOf(section)} ${key}`;
  const old = new Map(before.map((one) => [idOf(one), one]));
  const ids = new Set(after.map(idOf));
  const rows = after.map((one): ChangedRow => {
    const was = old.get(idOf(one));
    if (was === undefined) return { ...one, change: 'added', was: null };
    return was.text === one.text ? { ...one, change: 'same', was: null } : { ...one, change: 'changed', was: was.text };
  });
  for (const gone of before) {
    if (ids.has(idOf(gone))) continue;
    const last = rows.findLastIndex(({ section }) => kindOf(section) === kindOf(gone.section));
    rows.splice(last < 0 ? 0 : last + 1, 0, { ...gone, change: 'removed', was: null });
  }
  return rows;
}

/** Offers move up in the queue: that alone is no change. */
const kindOf = (section: string): string => (section.startsWith('pending') ? 'pending' : section);
