import { EVENT_LOGS, recordFlags } from '../protocol/event-records.js';
import { insertEvent, type NewRecord } from './event-log.js';
import type { Profile, QmpHandler } from './profile.js';
import { defineQmpHandler, qmpDone, qmpError } from './qmp-handler.js';
import type { QmpSignature } from './qmp-outcome.js';
import { pathFault } from './qom-path.js';
import type { DeviceState } from './state.js';

/** What every command that injects an event is told. */
interface Injection {
  readonly path: string;
  readonly log: keyof typeof EVENT_LOGS;
  /** The lowest byte of the record's flags; the other two stay zero. */
  readonly flags: number;
}

type RecordBody<R = NewRecord> = R extends unknown ? Omit<R, 'flags'> : never;

/** The handler of a command that puts one record into a log; a full log drops it, and the operator is not told. */
export function eventInjection<Arguments extends Injection>(
  command: QmpSignature<Arguments>,
  bodyOf: (given: Arguments) => RecordBody,
): QmpHandler {
  const insert = (profile: Profile, state: DeviceState, given: Arguments): DeviceState =>
    insertEvent(profile, state, EVENT_LOGS[given.log], {
      ...bodyOf(given),
      flags: recordFlags(given.flags),
    } as NewRecord);
  return defineQmpHandler(command, {
    concerns: ['events'],
    handle(state, given, profile) {
      const fault = pathFault(state, given.path);
      return fault === null ? qmpDone(insert(profile, state, given)) : qmpError(state, fault);
    },
    follow: (state, given, profile) => insert(profile, state, given),
  });
}
