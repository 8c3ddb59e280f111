import type { Profile } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import type { HostCommand, HostModel } from '../host/host.js';
import type { HostMemory } from '../host/host-memory.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { releaseDynamicCapacity } from '../mailbox/4803-release-dynamic-capacity.js';
import { EVENT_LOGS } from '../protocol/event-records.js';
import type { TraceEvent } from '../trace/events.js';
import type { UnrecordedCommand } from '../unrecorded/explanation.js';
import { accepting, commandText, releasing } from '../unrecorded/host-commands.js';
import type { FilledCommand } from './replay-state.js';
import { type PlayedUnrecorded, playUnrecorded } from './unrecorded-commands.js';

/** So many commands a host sends at a stretch. */
const COMMANDS_MAX = 10_000;

/** What a host did at a stretch. */
export interface HostTurn {
  readonly memory: HostMemory;
  readonly played: readonly PlayedUnrecorded[];
}

/** Lets the modelled host act at the place of a record. */
export function hostTurn(
  profile: Profile,
  before: DeviceState,
  model: HostModel,
  memory: HostMemory,
  place: TraceEvent,
): HostTurn {
  const turn = model.wake(memory, place.timeNs);
  const played: PlayedUnrecorded[] = [];
  let device = before;
  let next = turn.next();
  while (next.done !== true) {
    const one = playUnrecorded(profile, device, asUnrecorded(next.value), place);
    played.push(one);
    device = one.device;
    const { output } = one.comparison;
    // Where the device died nobody answers any more.
    if (output?.kind !== 'mailbox' || played.length === COMMANDS_MAX) return { memory, played };
    next = turn.next({ returnCode: output.returnCode, response: output.response });
  }
  return { memory: next.value, played };
}

const asUnrecorded = ({ opcode, request }: HostCommand): UnrecordedCommand => ({
  by: 'host',
  opcode,
  request,
  says: commandText(opcode),
});

/** Whether a record gives a host something to do: it finds new records in the Dynamic Capacity log. */
export const wakes = (before: DeviceState, after: DeviceState): boolean => {
  const [old, log] = [before.eventLogs[DC_LOG], after.eventLogs[DC_LOG]];
  return log !== old && log !== undefined && log.records.length > 0;
};

const DC_LOG = EVENT_LOGS['dynamic-capacity'];

/** The commands of a turn that change what the device holds, in words. */
export const filledBy = (turn: HostTurn): readonly FilledCommand[] =>
  turn.played.flatMap(({ comparison: { event } }) => {
    if (event.kind !== 'mailbox') return [];
    const told = [addDynamicCapacityResponse, releaseDynamicCapacity].find(({ opcode }) => opcode === event.opcode);
    const extents = told?.request.decode(event.request)?.extents;
    if (told === undefined || extents === undefined) return [];
    const { says } = told === addDynamicCapacityResponse ? accepting(extents) : releasing(extents);
    return [{ says, line: event.line }];
  });
