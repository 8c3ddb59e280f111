import { describe, expect, it } from 'vitest';
import { MIB } from '../../src/base/units.js';
import { addDynamicCapacityResponse } from '../../src/mailbox/4802-add-dynamic-capacity-response.js';
import { qemu100 } from '../../src/profiles/qemu-10.0.js';
import { replayEvent, startReplay } from '../../src/replay/replay.js';
import type { MailboxEvent } from '../../src/trace/events.js';
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
