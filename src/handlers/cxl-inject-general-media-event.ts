import { eventInjection } from '../device/inject-event.js';
import { cxlInjectGeneralMediaEvent } from '../qmp/cxl-inject-general-media-event.js';

const COMPONENT_ID_BYTES = 16;

/** The device copies the text as a C string: its last byte stays zero. */
function componentIdBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(COMPONENT_ID_BYTES);
  bytes.set(new TextEncoder().encode(text).subarray(0, COMPONENT_ID_BYTES - 1));
  return bytes;
}

export const cxlInjectGeneralMediaEventHandler = eventInjection(cxlInjectGeneralMediaEvent, (given) => ({
  recordType: 'general-media',
  dpa: given.dpa,
  descriptor: given.descriptor,
  memoryEventType: given.type,
  transactionType: given['transaction-type'],
  validity: {
    channel: given.channel !== undefined,
    rank: given.rank !== undefined,
    device: given.device !== undefined,
    componentId: given['component-id'] !== undefined,
  },
  channel: given.channel ?? 0,
  rank: given.rank ?? 0,
  device: (given.device ?? 0) & 0xff_ffff,
  componentId: componentIdBytes(given['component-id'] ?? ''),
}));
