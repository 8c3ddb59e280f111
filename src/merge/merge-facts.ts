import { clearEventRecords } from '../mailbox/0101-clear-event-records.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import type { LogEvent, MailboxEvent, TraceEvent } from '../trace/events.js';
import type { ExtentFact } from '../trace/guest-facts-capacity.js';

/**
 * Gives commands of which only the opcode is known the payloads that the lines before them tell: the extents that the
 * driver says it adds are those of its answer to the offer, the handle that it says it clears is that of its request.
 */
export function withFactsFilled(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const said = new Map<string, Said>();
  return events.map((event) => {
    if (event.kind === 'log') hear(said, event);
    if (event.kind !== 'mailbox' || event.isRequestUnknown !== true) return event;
    return filled(event, said.get(event.deviceId ?? '') ?? said.get(ANY));
  });
}

const ANY = '';

/** What a driver has said since its last command of the kind. */
interface Said {
  added: ExtentFact[];
  cleared: { readonly log: number; readonly handle: number }[];
}

function hear(said: Map<string, Said>, { facts, deviceId }: LogEvent): void {
  if (facts === undefined) return;
  if (facts.kind !== 'extent-added' && facts.kind !== 'event-cleared') return;
  // The extent's own device prints it, the command is the function's: one machine's lines are taken together.
  for (const device of new Set([ANY, deviceId ?? ANY])) {
    const one = said.get(device) ?? { added: [], cleared: [] };
    said.set(device, one);
    if (facts.kind !== 'event-cleared') one.added.push(facts);
    else one.cleared.push({ log: facts.log, handle: facts.handle });
  }
}

function filled(event: MailboxEvent, said: Said | undefined): MailboxEvent {
  if (said === undefined) return event;
  if (event.opcode === addDynamicCapacityResponse.opcode) {
    const extents = said.added.splice(0).map(({ startDpa, lengthBytes }) => ({ startDpa, lengthBytes }));
    return withRequest(event, addDynamicCapacityResponse.request.encode({ flags: { more: false }, extents }));
  }
  if (event.opcode !== clearEventRecords.opcode || said.cleared.length === 0) return event;
  const cleared = said.cleared.splice(0);
  return withRequest(
    event,
    clearRequest(
      cleared[0]?.log ?? 0,
      cleared.map(({ handle }) => handle),
    ),
  );
}

function clearRequest(log: number, handles: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(6 + 2 * handles.length);
  bytes[0] = log;
  bytes[2] = handles.length;
  const view = new DataView(bytes.buffer);
  for (const [index, handle] of handles.entries()) view.setUint16(6 + 2 * index, handle, true);
  return bytes;
}

function withRequest({ isRequestUnknown: _unknown, ...event }: MailboxEvent, request: Uint8Array): MailboxEvent {
  return { ...event, request, requestLengthBytes: request.length };
}
