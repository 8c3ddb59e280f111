import { describe, expect, it } from 'vitest';
import { MIB } from '../../src/base/units.js';
import { addDynamicCapacityResponse } from '../../src/mailbox/4802-add-dynamic-capacity-response.js';
import { qemu100 } from '../../src/profiles/qemu-10.0.js';
import { replayEvent, startReplay } from '../../src/replay/replay.js';
import type { MailboxEvent } from '../../src/trace/events.js';
import { checkText } from '../checked.js';
import { TEST_DEVICE } from '../engine.js';

const BLOCK = 2n * MIB;
const BASE = TEST_DEVICE.volatileBytes + TEST_DEVICE.persistentBytes;

/** An answer that a device took, as recorded, to an offer that the trace does not show. */
function taken(seq: number, startDpa: bigint): MailboxEvent {
  const extents = [{ startDpa, lengthBytes: BLOCK }];
  const request = addDynamicCapacityResponse.request.encode({ flags: { more: false }, extents });
  const answer = { returnCode: 0, response: new Uint8Array(), responseLengthBytes: 0 };
  const stand = { seq, line: seq, timeNs: null, kind: 'mailbox', cci: 'primary' } as const;
  return { ...stand, opcode: 0x4802, request, requestLengthBytes: request.length, answer };
}

const acceptedAfter = (starts: readonly bigint[]) =>
  starts.reduce(
    (state, start, index) => replayEvent(qemu100, state, taken(index + 1, start)).state,
    startReplay(TEST_DEVICE),
  ).device.dynamicCapacity.accepted;

describe('what a device is recorded to accept against all that is known', () => {
  it('is accepted once: the release between two acceptances was not recorded', () => {
    const accepted = acceptedAfter([BASE, BASE + BLOCK, BASE]);
    expect(accepted.map(({ startDpa }) => startDpa)).toEqual([BASE + BLOCK, BASE]);
  });

  it('has the tag of its offer on a device that keeps it, also without the memory that the tag names', () => {
    const tag = '5be13bce-ae34-4a77-b6c3-16df975fcf1a';
    const { result } = checkText(`cxltrace: 1
profile: qemu-lazy-rfc
device: { volatile: 256MiB, persistent: 256MiB, dynamicCapacity: { totalSize: 4GiB, regions: 1 } }
steps:
  - qmp: cxl-add-dynamic-capacity
    arguments:
      path: /machine/peripheral/cxl-dcd0
      host-id: 0
      selection-policy: prescriptive
      region: 0
      tag: ${tag}
      extents: [{ offset: 0, len: 256MiB }]
    return: {}
  - mailbox: add-dynamic-capacity-response
    request: { extents: [{ startDpa: 512MiB, lengthBytes: 256MiB }] }
    returnCode: success
  - mailbox: get-dynamic-capacity-extent-list
    request: { extentCount: 10 }
    response: { extents: [{ startDpa: 512MiB, tag: ${tag} }] }
`);
    expect(result.divergences.map(({ seq, code, severity }) => [seq, code, severity])).toEqual([
      [1, 'backend-without-memory', 'error'],
      [2, 'return-code-mismatch', 'note'],
    ]);
  });

  it('is never more than the device has room for', () => {
    const starts = Array.from(
      { length: qemu100.constants.extentsMax + 10 },
      (_, index) => BASE + BigInt(index) * BLOCK,
    );
    const accepted = acceptedAfter(starts);
    expect(accepted).toHaveLength(qemu100.constants.extentsMax);
    expect(accepted.at(-1)?.startDpa).toBe(starts.at(-1));
  });
});
