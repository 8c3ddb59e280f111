import { mailboxCommands } from '../mailbox/index.js';
import { opcodeText } from '../protocol/opcode.js';
import type { TraceEvent } from '../trace/events.js';

/** A record in words. */
export function eventTitle(event: TraceEvent): string {
  switch (event.kind) {
    case 'mailbox': {
      const name = mailboxCommands.get(event.opcode)?.name ?? 'Unknown command';
      const where =
        event.cci === 'primary' ? '' : event.cci === 'fm' ? ' through the FM-owned LD' : ' on the switch CCI';
      return `${name} (${opcodeText(event.opcode)})${where}`;
    }
    case 'qmp':
      return `QMP ${event.execute}`;
    case 'register':
      return `${event.access === 'read' ? 'Read' : 'Write'} of ${event.register}`;
    case 'clock':
      return 'Clock step';
    case 'crash':
      return 'Crash';
    case 'reset':
      return 'Reset';
    case 'qmp-event':
      return `QMP event ${event.event}`;
    case 'log':
      return `Log line of ${event.source}`;
    case 'decoder':
      return `HDM decoder ${event.action}`;
    case 'memory':
      return `Memory ${event.access}`;
    case 'note':
      return 'Note';
    case 'expect':
      return event.device === undefined ? 'Expectation' : `Expectation of ${event.device}`;
  }
}
