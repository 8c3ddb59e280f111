import type { Concern } from '../device/concern.js';
import type { Profile } from '../device/profile.js';
import type { RegisterEvent, TraceEvent } from '../trace/events.js';

const REGISTER_CONCERNS: Readonly<Partial<Record<RegisterEvent['register'], Concern>>> = {
  'mailbox-status': 'background',
  'background-status': 'background',
  'memory-device-status': 'background',
  'device-status': 'events',
};

/** The parts of the device that a record reads or changes. */
export function concernsOf(profile: Profile, event: TraceEvent): readonly Concern[] {
  switch (event.kind) {
    case 'mailbox':
      return profile.commands[event.cci].get(event.opcode)?.concerns ?? [];
    case 'qmp':
      return profile.qmp.get(event.execute)?.concerns ?? [];
    case 'register': {
      const concern = REGISTER_CONCERNS[event.register];
      return concern === undefined ? [] : [concern];
    }
    case 'memory':
      return ['backends', 'extents'];
    default:
      return [];
  }
}
