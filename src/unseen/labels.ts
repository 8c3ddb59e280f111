import { readBytes, writeBytes } from '../device/paged-bytes.js';
import { getLsa } from '../mailbox/4102-get-lsa.js';
import { setLsa } from '../mailbox/4103-set-lsa.js';
import type { TraceEvent } from '../trace/events.js';
import { isOf, type Teller, taken } from './teller.js';
import { type Stretch, unknownOf } from './unseen.js';

/** What is read from the label storage area before it is written was there. */
export const labels: Teller = {
  part: 'labels',
  dependsOn: ({ event, unseen }) =>
    isOf(event, getLsa) && touched(event).some((one) => unknownOf(unseen, 'labels', one).length > 0),
  tell({ device, event, unseen }) {
    const read = taken(event, getLsa);
    if (read === null || read.response === null) return null;
    const { offset } = read.request;
    const { data } = read.response;
    const unknown = unknownOf(unseen, 'labels', stretch(offset, data.length));
    const lsa = unknown.reduce(
      (store, { start, end }) =>
        writeBytes(store, Number(start), data.subarray(Number(start) - offset, Number(end) - offset)),
      device.lsa,
    );
    if (
      readBytes(lsa, offset, data.length).every((byte, at) => byte === readBytes(device.lsa, offset, data.length)[at])
    )
      return null;
    return { device: { ...device, lsa }, value: `${data.length} bytes at ${offset}` };
  },
  wants: { mailbox: [getLsa, setLsa] },
  learns: ({ event }) => touched(event),
};

const stretch = (offset: number, length: number): Stretch => ({
  start: BigInt(offset),
  end: BigInt(offset + length),
});

/** The bytes that a command which was taken read or wrote. */
function touched(event: TraceEvent): readonly Stretch[] {
  const written = taken(event, setLsa)?.request;
  if (written !== undefined) return [stretch(written.offset, written.data.length)];
  const read = taken(event, getLsa);
  return read === null ? [] : [stretch(read.request.offset, read.request.lengthBytes)];
}
