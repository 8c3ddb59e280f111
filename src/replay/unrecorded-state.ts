import type { JsonValue } from '../base/json.js';
import type { HostModel } from '../host/host.js';
import { newMemory } from '../host/host-memory.js';
import { hosts } from '../host/index.js';
import { getDynamicCapacityConfiguration } from '../mailbox/4800-get-dynamic-capacity-configuration.js';
import type { TraceEvent } from '../trace/events.js';
import type { TraceHeader } from '../trace/header.js';
import type { Side } from '../trace/sides.js';
import { type Effort, freshEffort } from './effort.js';
import type { FilledCommand, RecentRequest, Unrecorded } from './replay-state.js';

/** So many commands are listed. */
const FILLED_MAX = 50;

/** What is known at the beginning; undefined where the trace records both sides. */
export function startUnrecorded({ unrecorded = [], host }: TraceHeader): Unrecorded | undefined {
  if (unrecorded.length === 0) return undefined;
  return {
    sides: unrecorded,
    host: host === undefined ? null : { name: host, line: null },
    memory: newMemory,
    tellsCommands: false,
    idle: null,
    filled: [],
    filledCount: 0,
    recent: [],
    revisions: 0,
    effort: freshEffort,
  };
}

/** The model that plays the host; null where nobody does. */
export const modelOf = ({ host, sides }: Unrecorded): HostModel | null =>
  host === null || host.name === 'none' || !sides.includes('host') ? null : (hosts.get(host.name) ?? null);

/** What a record tells of the sides: a command of one shows that it is recorded after all, a guest's line who the host is. */
export function hearing(before: Unrecorded, event: TraceEvent): Unrecorded {
  switch (event.kind) {
    case 'qmp':
      return recorded(before, 'operator');
    case 'mailbox':
      return hearingCommand(before, event);
    case 'log':
      return event.source === 'guest' ? hearingGuest(before, event) : before;
    default:
      return before;
  }
}

const recorded = (before: Unrecorded, side: Side): Unrecorded =>
  before.sides.includes(side) ? { ...before, sides: before.sides.filter((one) => one !== side) } : before;

/** A guest's log names commands without their payloads, and its lines may have filled some: that is no record of the mailbox. */
function hearingCommand(before: Unrecorded, event: Extract<TraceEvent, { kind: 'mailbox' }>): Unrecorded {
  if (event.cci !== 'primary') return before;
  if (event.isRequestUnknown === true) return before.tellsCommands ? before : { ...before, tellsCommands: true };
  return event.answer?.response === undefined ? before : recorded(before, 'host');
}

/** A kernel that does not know the commands of Dynamic Capacity answers no offer. */
function hearingGuest(before: Unrecorded, { facts, line }: Extract<TraceEvent, { kind: 'log' }>): Unrecorded {
  if (before.host !== null && before.host.line === null) return before;
  const isWithout =
    facts?.kind === 'opcode-supported' &&
    facts.opcode === getDynamicCapacityConfiguration.opcode &&
    !facts.isKnownToDriver;
  if (isWithout) return before.host?.name === 'none' ? before : { ...before, host: { name: 'none', line } };
  return before.host === null ? { ...before, host: { name: 'linux', line } } : before;
}

/** So many requests may be looked at again. */
const RECENT_MAX = 64;

/** Keeps a request of the operator; of a host that is recorded there is nothing to conclude. */
export const remembering = (before: Unrecorded, one: RecentRequest): Unrecorded =>
  one.event.kind === 'qmp' && before.sides.includes('host')
    ? { ...before, recent: [...before.recent.slice(1 - RECENT_MAX), one] }
    : before;

export const withFilled = (before: Unrecorded, commands: readonly FilledCommand[]): Unrecorded => ({
  ...before,
  filled: [...before.filled, ...commands.slice(0, Math.max(0, FILLED_MAX - before.filled.length))],
  filledCount: before.filledCount + commands.length,
});

/** What was concluded about the host, for the report. */
export function hostInferences(
  unrecorded: Unrecorded | undefined,
  prefix = '',
): readonly { readonly what: string; readonly value: JsonValue; readonly line: number | null }[] {
  if (unrecorded === undefined) return [];
  const { host, filled, filledCount, effort } = unrecorded;
  const what = `${prefix}host`;
  const more = filledCount - filled.length;
  const isTold = host !== null && (filledCount > 0 || host.line !== null);
  return [
    ...(isTold ? [{ what, value: `${host.name}: ${hosts.get(host.name)?.title ?? ''}`, line: host.line }] : []),
    ...filled.map(({ says, line }) => ({ what, value: says, line })),
    ...(more > 0 ? [{ what, value: `${more} more commands`, line: null }] : []),
    ...(effort.givenUp > 0 ? [{ what: `${prefix}unrecorded`, value: givenUpText(effort), line: effort.since }] : []),
  ];
}

/** That differences were told without all commands having been tried that may explain them. */
const givenUpText = ({ givenUp }: Effort): string =>
  `the search for commands that the trace does not show was given up at ${givenUp} differences: too many had no explanation`;
