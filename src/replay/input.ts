import type { DeviceInput } from '../device/step.js';
import type { TraceEvent } from '../trace/events.js';

/** What an event does to the device; null where it does nothing. */
export function deviceInput(event: TraceEvent): DeviceInput | null {
  switch (event.kind) {
    case 'mailbox':
      return {
        kind: 'mailbox',
        opcode: event.opcode,
        payload: event.request,
        lengthBytes: event.requestLengthBytes,
        hostNs: event.timeNs,
      };
    case 'qmp':
      return { kind: 'qmp', execute: event.execute, arguments: event.arguments };
    case 'register': {
      const { register, offset, size, value } = event;
      if (event.access === 'read') return { kind: 'register-read', register, offset, size };
      return value === null ? null : { kind: 'register-write', register, offset, size, value };
    }
    case 'clock':
      return { kind: 'advance', ns: event.advanceNs };
    case 'reset':
      return { kind: 'reset' };
    default:
      return null;
  }
}
