import type { DeviceInput } from '../device/step.js';
import type { MailboxEvent, TraceEvent, Tunnel } from '../trace/events.js';
import { TUNNEL_OPCODE } from './tunnelled.js';

/** What an event does to the device; null where it does nothing. */
export function deviceInput(event: TraceEvent): DeviceInput | null {
  switch (event.kind) {
    case 'mailbox':
      if (event.isRequestUnknown) return null;
      // What a tunnel carries is run by the tunnel, on the switch's own interface.
      if (event.tunnel !== undefined) return tunnelInput(event, event.tunnel);
      return {
        kind: 'mailbox',
        cci: event.cci,
        opcode: event.opcode,
        payload: event.request,
        lengthBytes: event.requestLengthBytes,
        hostNs: event.timeNs,
      };
    case 'qmp':
      // A command that no device has: what was asked is not known, so its answer is outside the model.
      if (event.areArgumentsUnknown) return { kind: 'qmp', execute: '', arguments: {} };
      return { kind: 'qmp', execute: event.execute, arguments: event.arguments };
    case 'register': {
      const { register, offset, size, value } = event;
      if (event.access === 'read') return { kind: 'register-read', register, offset, size };
      return value === null ? null : { kind: 'register-write', register, offset, size, value };
    }
    case 'clock':
      return { kind: 'advance', ns: event.advanceNs, hostNs: event.timeNs };
    case 'reset':
      return { kind: 'reset' };
    case 'decoder':
      return { kind: 'decoder', isCommitted: event.action === 'commit', sizeBytes: event.sizeBytes };
    case 'memory': {
      if (event.access === 'write' && event.value === null) return null;
      const value = event.access === 'write' ? event.value : null;
      return { kind: 'memory', offset: event.windowOffset, size: event.size, value };
    }
    default:
      return null;
  }
}

const tunnelInput = (event: MailboxEvent, { request }: Tunnel): DeviceInput => ({
  kind: 'mailbox',
  cci: 'switch',
  opcode: TUNNEL_OPCODE,
  payload: request,
  lengthBytes: request.length,
  hostNs: event.timeNs,
});
